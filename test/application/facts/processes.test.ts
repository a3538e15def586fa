import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { restartTaskFacts } from '../../../application/facts/restart-task.ts';
import { startProcessFacts } from '../../../application/facts/start-process.ts';
import type { Look } from '../../../application/ports/look/look.ts';
import type { KnownVersion } from '../../../application/ports/look/workers.ts';
import { process } from '../../../domain/process/index.ts';
import { task } from '../../../domain/task/index.ts';
import type { TaskState } from '../../../domain/task/states.ts';
import { asking, given } from '../../support/given.ts';
import * as p from '../../support/processes.ts';
import * as a from '../../support/tasks.ts';

/** A read side that knows less before it has caught up: each answer comes as (before, after). */
function lookThat(answers: {
  readonly lastRun?: readonly [number | null, number | null];
  readonly states?: readonly [readonly (readonly [string, TaskState])[], readonly (readonly [string, TaskState])[]];
  readonly version?: readonly [string, string];
  readonly matching?: readonly [number, number];
}): Look {
  let late = 0;
  const now = <T>(pair: readonly [T, T] | undefined): T => pair![late === 0 ? 0 : 1];
  const version = (state: string): KnownVersion => ({
    workerId: p.readerWorker,
    workerName: 'Reader',
    workerSlug: 'reader',
    number: null,
    state,
    gpuUsage: 'disabled',
    modelUsage: 'disabled',
    published: {},
  });
  const look = {
    caughtUp: async () => void (late += 1),
    processes: { lastRun: async () => now(answers.lastRun), taskStates: async () => new Map(now(answers.states)) },
    workers: {
      versions: async () => new Map([[p.readerVersion, version(now(answers.version))]]),
      configurations: async () => new Map(),
    },
    farms: { usable: async (farmId: string | null) => farmId ?? p.farmId },
    elements: { countMatching: async (_what: unknown, upTo: number) => Math.min(now(answers.matching), upTo) },
    limits: { maxChunks: 10, maximumTtl: 0 },
  };
  // Only what these facts ask for.
  return look as unknown as Look;
}

const start = { chunks: 20, farmId: null, useCache: null, useGpu: null, workerActivity: true, ttlSeconds: 0 };

test('a start counts elements after the read side has caught up, up to the chunks that are possible', async () => {
  const { state } = given(process, p.created(), p.added());
  const found = await startProcessFacts.fetch(lookThat({ version: ['available', 'available'], matching: [0, 50] }), state, start, asking());
  assert.deepEqual([found.matchingElements, found.farmId, found.runs.length], [10, p.farmId, 1]);
});

test('a version that is not available yet is looked at twice', async () => {
  const { state } = given(process, p.created(), p.added());
  const found = await startProcessFacts.fetch(lookThat({ version: ['created', 'available'], matching: [1, 1] }), state, start, asking());
  assert.equal(found.runs[0]?.versionState, 'available');
});

test('a restart believes neither an old run nor unfinished parents at first sight', async () => {
  const { state } = given(task, a.created({ run: 2, parents: [p.taskOfRun] }));
  const look = lookThat({ lastRun: [1, 2], states: [[], [[p.taskOfRun, 'completed']]] });
  assert.deepEqual(await restartTaskFacts.fetch(look, state, {}, asking()), { lastRun: true, parentsCompleted: true });
  const behind = lookThat({ lastRun: [3, 3], states: [[[p.taskOfRun, 'running']], [[p.taskOfRun, 'failed']]] });
  assert.deepEqual(await restartTaskFacts.fetch(behind, state, {}, asking()), { lastRun: false, parentsCompleted: false });
});

test('the restart of a task that never was asks nobody', async () => {
  assert.deepEqual(await restartTaskFacts.fetch(lookThat({}), task.initial, {}, asking()), { lastRun: false, parentsCompleted: false });
});
