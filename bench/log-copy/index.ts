import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { eventStoreUrl, withoutServer } from '../eventstoredb/real-server.ts';
import type { Program, Run, Sample } from '../program.ts';
import { forked } from '../serving/forked.ts';
import { logOfTasks } from '../task-log/log-of-tasks.ts';
import type { Workbench } from '../workbench.ts';
import type { CopyDone, CopyOrder } from './copier.ts';

export const logCopy: Program = {
  name: 'log-copy',
  title: 'log copy of 200,000 events to PostgreSQL, of 50,000 to EventStoreDB',
  method: `
The log of *rebuild*. To PostgreSQL: into an empty database of the same server, from the start until every event is compared with its original
(*copying* leaves that comparison out). To EventStoreDB, in the order of the source: until the last event is acknowledged, beside the bare
client that appends the same events one by one from memory, 512 under way at once; in turns. Each copy is a process of its own; *memory* is its
largest resident size with 200,000 events, beside that with 50,000.`,
  figures: [
    { name: 'log-copy-postgres', unit: 'events/s', beside: null, target: { of: 'value', is: '>=', bound: 10_000 } },
    { name: 'log-copy-postgres-copying', unit: 'events/s', beside: null, target: null },
    { name: 'log-copy-memory', unit: 'MiB', beside: '50,000 events', target: { of: 'ratio', is: '<', bound: 1.25 } },
    {
      name: 'log-copy-eventstoredb',
      unit: 'events/s',
      beside: 'bare client',
      target: { of: 'ratio', is: '>=', bound: 0.9 },
      skipped: withoutServer,
    },
  ],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const long = await logOfTasks(workbench, workbench.sized(200_000));
  const short = await logOfTasks(workbench, workbench.sized(50_000));
  const rate = ({ events }: CopyDone, ms: number): number => (events / ms) * 1_000;

  const toPostgres = async (from: DatabaseAddress) => copy(workbench, { by: 'colophon', from, to: await workbench.database(), run: null });
  const toEventStoreDb = (by: CopyOrder['by'], to: string) => copy(workbench, { by, from: short, to, run: randomUUID() });
  let turn = 0;

  return async () => {
    const [shortly, atLength] = [await toPostgres(short), await toPostgres(long)];
    const samples: Record<string, Sample> = {
      'log-copy-postgres': { value: rate(atLength, atLength.wholeMs), beside: null },
      'log-copy-postgres-copying': { value: rate(atLength, atLength.copyMs), beside: null },
      'log-copy-memory': { value: atLength.peakMiB, beside: shortly.peakMiB },
    };
    const url = eventStoreUrl();
    if (!url) return samples;
    const sides = turn++ % 2 === 0 ? (['colophon', 'bare client'] as const) : (['bare client', 'colophon'] as const);
    const rates = new Map<CopyOrder['by'], number>();
    for (const side of sides) {
      const done = await toEventStoreDb(side, url);
      rates.set(side, rate(done, done.copyMs));
    }
    return { ...samples, 'log-copy-eventstoredb': { value: rates.get('colophon') ?? NaN, beside: rates.get('bare client') ?? NaN } };
  };
}

async function copy(workbench: Workbench, order: CopyOrder): Promise<CopyDone> {
  const child = forked(workbench, join(import.meta.dirname, 'copier.ts'));
  const said = (await child.ask(order)) as CopyDone | { readonly error: string };
  if ('error' in said) throw new Error(`The log could not be copied: ${said.error}`);
  await child.end();
  return said;
}
