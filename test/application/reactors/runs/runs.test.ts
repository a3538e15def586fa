import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { RunNotReadable, Runs, type Run } from '../../../../application/reactors/runs/runs.ts';
import type { RunSnapshot } from '../../../../application/ports/look/runs.ts';
import { naturalId } from '../../../../domain/kernel/ids.ts';
import type { Recorded } from '../../../../domain/kernel/event.ts';
import type { ProcessEvent } from '../../../../domain/process/events.ts';
import type { TaskEvent } from '../../../../domain/task/events.ts';
import { inStream, recordedFrom } from '../../../support/folding.ts';
import * as p from '../../../support/processes.ts';
import * as a from '../../../support/tasks.ts';

type Start = Parameters<Runs['begin']>[0];
type Event = Parameters<Runs['after']>[0];

const idOf = (n: number): string => naturalId('process', n);
const [startEvent, retryEvent, finishEvent, stopEvent] = recordedFrom(
  inStream('process-x')<ProcessEvent>(p.started(), p.retried(), p.finished(), p.stopRequested()),
) as unknown as readonly [Start, Start, Event, Event];
const of = <E extends Recorded>(event: E, n: number): E => ({ ...event, stream: `process-${idOf(n)}` });

/** Runs over read models that hold these, and what was asked of them. */
function runsOver(snapshots: readonly RunSnapshot[], { kept = 200, readable = true } = {}) {
  const asked: string[] = [];
  const look = {
    lastRun: async (id: string) => {
      asked.push(id);
      return snapshots.find(({ processId }) => processId === id) ?? null;
    },
    processOfTask: async (id: string) => snapshots.find(({ tasks }) => tasks.some((task) => task.id === id))?.processId ?? null,
  };
  const readSide = { applied: () => 0n, waitFor: async () => readable, caughtUp: async () => undefined };
  return { runs: new Runs(look, readSide, kept), asked };
}

const snapshot = (over: Partial<RunSnapshot> = {}): RunSnapshot => ({
  processId: idOf(0),
  run: 1,
  taskCount: 1,
  generation: 0,
  finishedAt: null,
  tasks: [{ id: a.taskId, parents: [], state: 'running', revision: 3 }],
  ...over,
});

const created = recordedFrom(inStream(`task-${a.taskId}`)<TaskEvent>(a.created({ processId: idOf(0) })))[0] as Recorded<TaskEvent>;
const later = (event: TaskEvent, revision: number): Recorded<TaskEvent> => ({ ...created, ...event, revision }) as Recorded<TaskEvent>;

test('a run that is at work is never forgotten, however many there are', async () => {
  const { runs, asked } = runsOver([], { kept: 3 });
  for (let n = 0; n < 10; n += 1) runs.begin(of(startEvent, n));
  for (let n = 0; n < 10; n += 1) assert.equal((await runs.after(of(stopEvent, n)))?.processId, idOf(n));
  assert.deepEqual(asked, []);
});

test('of finished runs the one begun first is forgotten, and read again when it is needed', async () => {
  const { runs, asked } = runsOver([snapshot({ finishedAt: new Date(), tasks: [] })], { kept: 2 });
  for (let n = 0; n < 2; n += 1) runs.begin(of(startEvent, n));
  for (let n = 0; n < 2; n += 1) await runs.after(of(finishEvent, n));
  runs.begin(of(startEvent, 2));
  await runs.after(of(stopEvent, 1));
  assert.deepEqual(asked, []);
  await runs.after(of(stopEvent, 0));
  assert.deepEqual(asked, [idOf(0)]);
});

test('a run is read once, then folded forward; events that its rows held change nothing', async () => {
  const { runs, asked } = runsOver([snapshot()]);
  const states: Run['board'][] = [];
  for (const event of [later(a.started(), 3), later(a.completed(), 4)]) states.push((await runs.after(event))!.board);
  assert.equal(states[0], states[1]);
  assert.deepEqual(states[1]?.counts(), { completed: 1 });
  assert.deepEqual(asked, [idOf(0)]);
});

test("events of an earlier run are nobody's", async () => {
  const { runs } = runsOver([]);
  runs.begin(of(startEvent, 0));
  await runs.after(created);
  runs.begin(of(retryEvent, 0));
  assert.equal(await runs.after(created), null, 'its creation');
  assert.equal(await runs.after(later(a.queued(), 1)), null, 'what happens to its tasks');
  assert.equal(await runs.after(of(stopEvent, 0)), null, 'its stop');
  assert.equal(runs.begin(of(startEvent, 0)).number, 2, 'nor does its start begin it again');
});

test('a finish that the rows know to be taken back does not count', async () => {
  const { runs } = runsOver([snapshot({ generation: 1 })]);
  assert.equal((await runs.after(of(finishEvent, 0)))?.finishedAt, null);
});

test('an unknown process has no run; read models that are behind are waited for', async () => {
  assert.equal(await runsOver([]).runs.after(of(stopEvent, 0)), null);
  await assert.rejects(runsOver([snapshot()], { readable: false }).runs.after(of(stopEvent, 0)), RunNotReadable);
});
