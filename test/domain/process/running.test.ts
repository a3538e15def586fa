import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import type { Verdict } from '../../../domain/kernel/verdict.ts';
import { addWorkerRun } from '../../../domain/process/add-worker-run.ts';
import { deleteProcess } from '../../../domain/process/delete.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import { finishProcess } from '../../../domain/process/finish.ts';
import { process } from '../../../domain/process/index.ts';
import { removeWorkerRun } from '../../../domain/process/remove-worker-run.ts';
import { reopenProcess } from '../../../domain/process/reopen.ts';
import { requestStop } from '../../../domain/process/request-stop.ts';
import { retryProcess } from '../../../domain/process/retry.ts';
import { startProcess } from '../../../domain/process/start.ts';
import type { ProcessState } from '../../../domain/process/state.ts';
import { asking, at, given } from '../../support/given.ts';
import * as a from '../../support/processes.ts';

const running = [a.created(), a.added(), a.started()] as const;
const again = { runs: [a.runnable()], farmId: a.farmId };
const done = { run: 1, generation: 0, state: 'failed', tasks: { failed: 1 } };
const reopening = { run: 1, taskId: a.taskOfRun };

test('a stop is asked for once per run', async () => {
  given(process, ...running)
    .when(requestStop, {})
    .then(a.stopRequested());
  given(process, ...running, a.stopRequested())
    .when(requestStop, {})
    .then();
  given(process, ...running, a.stopRequested(), a.finished(), a.retried())
    .when(requestStop, {})
    .then(a.stopRequested(2));
});

test('what does not run cannot be stopped', async () => {
  given(process, a.created()).when(requestStop, {}).thenRefused('process_not_running');
  given(process, ...running, a.finished())
    .when(requestStop, {})
    .thenRefused('process_not_running');
});

test('a process finishes with its state, its counts and how long it took', async () => {
  given(process, a.created(), a.added(), at('2026-01-01T12:00:00Z', a.started()))
    .when(finishProcess, done, undefined, { now: new Date('2026-01-01T12:01:30Z') })
    .then({ type: 'ProcessFinished', data: { ...done, finishedAt: '2026-01-01T12:01:30.000Z', durationMs: 90_000 } });
});

test('a verdict about an earlier run or generation comes too late', async () => {
  given(process, ...running, a.finished(), a.retried())
    .when(finishProcess, done)
    .then();
  given(process, ...running, a.finished(), a.reopened())
    .when(finishProcess, done)
    .then();
  given(process, ...running, a.finished())
    .when(finishProcess, done)
    .then();
});

test('a restart opens a finished process again, in its next generation', async () => {
  given(process, ...running, a.finished())
    .when(reopenProcess, reopening)
    .then(a.reopened());
  given(process, ...running, a.finished(), a.reopened(), a.finished(1, 1))
    .when(reopenProcess, reopening)
    .then(a.reopened(1, 2));
  given(process, ...running)
    .when(reopenProcess, reopening)
    .then();
  given(process, ...running, a.finished(), a.retried(), a.finished(2))
    .when(reopenProcess, reopening)
    .then();
});

test('a restart that came after an earlier finish does not take back a later one', async () => {
  given(process, ...running, a.finished(), a.reopened(), a.finished(1, 1))
    .when(reopenProcess, { ...reopening, generation: 0 })
    .then();
});

test('a retry is the next run of the same recipe', async () => {
  given(process, ...running, a.finished())
    .when(retryProcess, {}, again)
    .then(a.retried());
  given(process, ...running, a.finished(), a.retried(), a.finished(2))
    .when(retryProcess, {}, again)
    .then(a.retried(3));
});

test('a retry is refused before the start, while it runs, and when what it needs is gone', async () => {
  given(process, a.created()).when(retryProcess, {}, again).thenRefused('process_not_started');
  given(process, ...running)
    .when(retryProcess, {}, again)
    .thenRefused('process_running');
  given(process, ...running, a.finished())
    .when(retryProcess, {}, { runs: [], farmId: null })
    .thenRefused('worker_version_unavailable', 'farm_forbidden');
});

type Step = (state: ProcessState, now: Date) => Verdict<ProcessEvent>;
const runs = [a.reader, a.corrector] as const;
const start = { chunks: 2, farmId: null, useCache: null, useGpu: null, workerActivity: true, ttlSeconds: 0 };
const ready = { runs: runs.map((run) => a.runnable(run)), farmId: a.farmId, matchingElements: 2, maxChunks: 10, maximumTtl: 0 };
const version = { version: { workerId: a.readerWorker, workerName: 'Reader', number: null }, configuration: null };
const number = fc.integer({ min: 0, max: 3 });

/** Anything that anybody might ask of a process, in any order. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.uuid(), fc.constantFrom(a.readerVersion, a.correctorVersion)).map(
    ([commandId, workerVersionId]): Step =>
      (s) =>
        addWorkerRun.decide(
          s,
          { workerVersionId, modelVersionId: null, configurationId: null, parents: [] },
          version,
          asking({ commandId }),
        ),
  ),
  fc.constant<Step>((s) => removeWorkerRun.decide(s, { workerRunId: s.workerRuns[0]?.workerRunId ?? a.processId }, undefined, asking())),
  fc.constant<Step>((s) => startProcess.decide(s, start, { ...ready, runs: s.workerRuns.map((run) => a.runnable(run)) }, asking())),
  fc.constant<Step>((s) => requestStop.decide(s, {}, undefined, asking())),
  fc.constant<Step>((s) => retryProcess.decide(s, {}, { ...again, runs: s.workerRuns.map((run) => a.runnable(run)) }, asking())),
  fc.tuple(number, number).map(
    ([run, generation]): Step =>
      (s, now) =>
        finishProcess.decide(s, { ...done, run, generation }, undefined, asking({ now })),
  ),
  fc.constant<Step>((s, now) =>
    finishProcess.decide(s, { ...done, run: s.start?.run ?? 0, generation: s.generation }, undefined, asking({ now })),
  ),
  number.map(
    (run): Step =>
      (s) =>
        reopenProcess.decide(s, { ...reopening, run }, undefined, asking()),
  ),
  fc.constant<Step>((s) => deleteProcess.decide(s, {}, undefined, asking())),
);

function live(asked: readonly Step[]): { readonly log: ProcessEvent[]; readonly states: ProcessState[] } {
  const log: ProcessEvent[] = [];
  const states: ProcessState[] = [];
  let state = given(process, a.created()).state;
  for (const [index, step] of asked.entries()) {
    const time = new Date(Date.UTC(2026, 0, 1) + index * 1000);
    for (const event of step(state, time).events) {
      process.events[event.type]?.parse(event.data);
      state = process.evolve(state, event, time);
      log.push(event);
      states.push(state);
    }
  }
  return { log, states };
}

const lives = fc.array(steps, { maxLength: 40 });
const legal: Readonly<Record<ProcessState['life'], readonly string[]>> = {
  none: [],
  draft: ['draft', 'open', 'deleted'],
  open: ['open', 'finished'],
  finished: ['open', 'deleted'],
  deleted: [],
};

test('whatever is asked, only legal changes happen, and nothing after the deletion', async () => {
  fc.assert(
    fc.property(lives, (asked) => {
      let from: ProcessState['life'] = 'draft';
      for (const { life: to } of live(asked).states) {
        assert.ok(legal[from].includes(to), `${from} → ${to}`);
        from = to;
      }
    }),
    { numRuns: 300 },
  );
});

test('runs count 1, 2, 3; each generation of a run finishes at most once', async () => {
  fc.assert(
    fc.property(lives, (asked) => {
      const { log } = live(asked);
      const starts = log.flatMap((event) => (event.type === 'ProcessStarted' || event.type === 'ProcessRetried' ? [event.data.run] : []));
      assert.deepEqual(
        starts,
        starts.map((_, index) => index + 1),
      );
      const ends = log.flatMap((event) => (event.type === 'ProcessFinished' ? [`${event.data.run} ${event.data.generation}`] : []));
      assert.equal(new Set(ends).size, ends.length);
    }),
    { numRuns: 300 },
  );
});

test('the worker runs of a started process never change', async () => {
  fc.assert(
    fc.property(lives, (asked) => {
      const { states } = live(asked);
      const [first] = states.filter(({ start }) => start !== null);
      for (const state of states) if (state.start) assert.deepEqual(state.workerRuns, first?.workerRuns);
    }),
  );
});
