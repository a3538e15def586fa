import type { FigureSpec, Program, Run } from '../program.ts';
import { contest, totalMs, type Done } from '../rebuilding/contest.ts';
import { logOfTasks } from '../task-log/log-of-tasks.ts';
import type { Workbench } from '../workbench.ts';

const beside = 'floor';
/** So long that what ends a stretch, a last write that nothing goes on beside, is little of it. */
const stretches = { short: 4, long: 10 } as const;
const pageSize = 500;

const speed = (name: string): FigureSpec => ({ name, unit: 'events/s', beside, target: { of: 'ratio', is: '>=', bound: 0.5 } });

export const rebuild: Program = {
  name: 'rebuild',
  title: 'rebuild of the list of tasks from a log of 200,000 and of 1,000,000 events',
  method: `
The log holds the lives of tasks, ten events each, in random order over all tasks; it lies in PostgreSQL, filled at once and analysed. Ours is
the engine with the real projection of tasks: 48 columns, four indexes, the tasks of each process counted by state beside it, in a process with
the limits of the product. The *floor* is a list of tasks in eleven columns, written by hand: read pages of 500 by position, fold, one upsert
of many rows and the checkpoint in one transaction. Each is a process of its own on the same PostgreSQL; they take turns, a quarter of the
short log each, a tenth of the long one. Each turn of ours ends in a write with nothing beside it: with turns of a tenth the short log came to
0.46 of the floor in one run of the bench and to 0.69 in another, so its ratio is the least certain figure here. *rebuild-page* is the mean
time of 500 events in the last tenth of the long log, beside that in its first tenth. Memory is the largest resident size that the rebuilding
process ever had; *rebuild-memory-flat* sets that of the long log beside that of the short one. Ours includes the indexes, made at the end.`,
  figures: [
    speed('rebuild-short'),
    speed('rebuild-long'),
    { name: 'rebuild-page', unit: 'ms', beside: 'first tenth', target: { of: 'ratio', is: '<', bound: 1.5 } },
    { name: 'rebuild-memory', unit: 'MiB', beside: null, target: { of: 'value', is: '<', bound: 300 } },
    { name: 'rebuild-memory-flat', unit: 'MiB', beside: 'short log', target: { of: 'ratio', is: '<', bound: 1.25 } },
  ],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const logs = [];
  for (const full of [200_000, 1_000_000]) {
    const events = workbench.sized(full);
    logs.push({ events, address: await logOfTasks(workbench, events) });
  }
  const [short, long] = logs as [(typeof logs)[number], (typeof logs)[number]];
  const measure = ({ events, address }: typeof short, turns: number) =>
    contest(workbench, address, { sides: ['ours', 'floor'], events, stretches: turns });
  return async () => {
    const [shortly, atLength] = [await measure(short, stretches.short), await measure(long, stretches.long)];
    const rate = (events: number, done: Done): number => (events / totalMs(done)) * 1_000;
    const pageMs = (tenth: number): number => (atLength.ours.stretchesMs.at(tenth) ?? NaN) / (long.events / stretches.long / pageSize);
    return {
      'rebuild-short': { value: rate(short.events, shortly.ours), beside: rate(short.events, shortly.floor) },
      'rebuild-long': { value: rate(long.events, atLength.ours), beside: rate(long.events, atLength.floor) },
      'rebuild-page': { value: pageMs(-1), beside: pageMs(0) },
      'rebuild-memory': { value: atLength.ours.peakMiB, beside: null },
      'rebuild-memory-flat': { value: atLength.ours.peakMiB, beside: shortly.ours.peakMiB },
    };
  };
}
