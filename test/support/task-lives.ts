import fc from 'fast-check';
import { naturalId } from '../../domain/kernel/ids.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import type { Happened } from './folding.ts';
import * as a from './tasks.ts';

const begun = [a.queued(), a.claimed()];
const failedOnce = [...begun, a.started(), a.failed()];

/** What can happen to a task after its creation; every beginning of these is a life, too. */
const lives: readonly (readonly TaskEvent[])[] = [
  [...begun, a.started(), a.completed()],
  [...failedOnce, a.restarted(), a.claimed(2, 2), a.started(2), a.completed(2)],
  [...begun, a.started(), a.errored()],
  [...begun, a.released(), a.claimed(2), a.started(2), a.stopRequested('process'), a.stopped(2)],
  [a.queued(), a.stopRequested(), a.stopped(null)],
  [a.stopped(null), { ...a.restarted(), data: { ...a.restarted().data, nextState: 'unscheduled' } } as TaskEvent],
];

export interface TaskOfRun {
  readonly id: string;
  readonly parents: readonly string[];
}

/** Up to six tasks, each below earlier ones, and what happened to them: their events shuffled, but in order for each task. */
export const taskHistories: fc.Arbitrary<{ readonly tasks: readonly TaskOfRun[]; readonly history: readonly Happened<TaskEvent>[] }> = fc
  .record({
    shapes: fc.array(fc.record({ picks: fc.array(fc.nat(5), { maxLength: 2 }), life: fc.constantFrom(...lives), length: fc.nat(9) }), {
      minLength: 1,
      maxLength: 6,
    }),
    turns: fc.array(fc.nat(5), { minLength: 60, maxLength: 60 }),
  })
  .map(({ shapes, turns }) => {
    const idOf = (n: number): string => naturalId('task', n);
    const tasks = shapes.map(({ picks }, n) => ({ id: idOf(n), parents: [...new Set(picks.filter((pick) => pick < n))].map(idOf) }));
    const left = tasks.map(({ id, parents }, n) => [
      a.created({ taskId: id, parents: [...parents] }),
      ...(shapes[n]?.life.slice(0, shapes[n].length) ?? []),
    ]);
    const history: Happened<TaskEvent>[] = [];
    for (const turn of [...turns, ...left.flatMap((events, n) => events.map(() => n))]) {
      const event = left[turn]?.shift();
      if (event) history.push({ stream: `task-${idOf(turn)}`, event });
    }
    return { tasks, history };
  });
