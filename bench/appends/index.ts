import { openPool } from '../../infrastructure/database/connection.ts';
import { interleave, type Side } from '../interleave.ts';
import { othersBeside } from '../others.ts';
import type { FigureSpec, Program, Run, Sample } from '../program.ts';
import type { Workbench } from '../workbench.ts';
import { colophon } from './colophon.ts';
import { emmett } from './emmett.ts';
import { eventSource } from './events.ts';
import { raw } from './raw.ts';

const writerCounts = [1, 8, 32] as const;
const leastRatio = { 1: 0.85, 8: 1, 32: 1.8 } as const;
const beside = 'raw inserts';
const unit = 'appends/s';

const figures: readonly FigureSpec[] = [
  ...writerCounts.map((n) => ({ name: `appends-${n}`, unit, beside, target: { of: 'ratio', is: '>=', bound: leastRatio[n] } as const })),
  ...writerCounts.map((n) => ({ name: `emmett-${n}`, unit, beside, target: null })),
  { name: 'appends-32-to-emmett', unit, beside: 'emmett-32', target: { of: 'ratio', is: '>=', bound: 5 } },
];

export const appends: Program = {
  name: 'appends',
  title: 'appends of one event with an expected revision, by 1, 8 and 32 writers',
  method: `
Each writer appends one event at a time with the revision that it expects, waits for the answer, and goes on; data and metadata are about
300 bytes of JSON, a stream gets ten events. *Raw inserts* put the same JSON into a table with one unique key (stream, version), by a
prepared statement on as many connections as there are writers. *emmett* is Emmett's PostgreSQL store, on as many connections. All three
run in one process, on one PostgreSQL, in turns of 100 ms, so they meet the same machine; the load is closed-loop for all alike. Rounds in
which other programs used more than a tenth of the machine do not count, unless there are hardly any others.`,
  figures,
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const address = await workbench.database();
  const pool = openPool(address, { max: 1 });
  workbench.onEnd(() => pool.end());
  const others = await othersBeside(pool);
  const source = () => eventSource(workbench.random);
  const ours = await colophon(workbench, address, source());
  const contests: { readonly writers: number; readonly sides: readonly Side[] }[] = [];
  for (const writers of writerCounts) {
    const sides = [await raw(workbench, address, writers, source()), ours, await emmett(workbench, address, writers, source())];
    contests.push({ writers, sides });
    await interleave(sides, { writers, rounds: 3, sliceMs: 100 });
  }
  return async () => {
    const samples: Record<string, Sample> = {};
    for (const { writers, sides } of contests) {
      const { rates, calm, rounds } = await interleave(sides, { writers, rounds: 30, sliceMs: 100, others });
      if (calm < rounds) workbench.note(`${writers} writers: ${calm} of ${rounds} rounds were calm`);
      const rate = (side: string): number => rates.get(side) ?? NaN;
      samples[`appends-${writers}`] = { value: rate('colophon'), beside: rate('raw') };
      samples[`emmett-${writers}`] = { value: rate('emmett'), beside: rate('raw') };
      if (writers === 32) samples['appends-32-to-emmett'] = { value: rate('colophon'), beside: rate('emmett') };
    }
    return samples;
  };
}
