import type { Program, Run } from '../program.ts';
import { contest, totalMs, type Done } from '../rebuilding/contest.ts';
import { logOfTasks } from '../task-log/log-of-tasks.ts';
import type { Workbench } from '../workbench.ts';

/** A turn of ours ends in a write of all that changed: more turns than one would measure writes that no rebuild makes. */
const stretches = 1;

export const rebuildFive: Program = {
  name: 'rebuild-five',
  title: 'rebuild of five read models in one pass over 200,000 events',
  method: `
The short log of *rebuild*, and its floor. The five are the list of tasks under five names, so each of them takes every event, with all its
columns, indexes and counters: the pass reads the log once and folds every event five times. The figure is events of the log per second; each of the
five goes at that speed. Each side goes through the whole log at once, ours first.`,
  figures: [{ name: 'rebuild-five', unit: 'events/s', beside: 'floor of one', target: { of: 'ratio', is: '>=', bound: 0.25 } }],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const events = workbench.sized(200_000);
  const address = await logOfTasks(workbench, events);
  return async () => {
    const { five, floor } = await contest(workbench, address, { sides: ['five', 'floor'], events, stretches });
    const rate = (done: Done): number => (events / totalMs(done)) * 1_000;
    return { 'rebuild-five': { value: rate(five), beside: rate(floor) } };
  };
}
