import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { process } from '../../../domain/process/index.ts';
import type { StartFacts } from '../../../domain/process/start.ts';
import { startProcess } from '../../../domain/process/start.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/processes.ts';

const ready: StartFacts = { runs: [a.runnable()], farmId: a.farmId, matchingElements: 4, maxChunks: 10, maximumTtl: 0 };
const draft = [a.created(), a.added()] as const;

test('a configured draft starts, its recipe frozen', async () => {
  given(process, ...draft)
    .when(startProcess, { chunks: 2 }, ready)
    .then(a.started({ chunks: 2 }));
});

test('two chained workers in two chunks are three nodes and five tasks', async () => {
  const both = { ...ready, runs: [a.runnable(), a.runnable(a.corrector)] };
  const { verdict } = given(process, ...draft, a.added(a.corrector)).when(startProcess, { chunks: 2 }, both);
  const [event] = verdict.events;
  assert.ok(event?.type === 'ProcessStarted');
  assert.deepEqual([event.data.nodes.length, event.data.taskCount], [3, 5]);
});

test('there are no more chunks than elements', async () => {
  given(process, ...draft)
    .when(startProcess, { chunks: 8 }, { ...ready, matchingElements: 3 })
    .then(a.started({ chunks: 3 }));
});

test('options that are not given are as configured', async () => {
  given(process, a.created({ useCache: true, useGpu: true }), a.added())
    .when(startProcess, { workerActivity: false, ttlSeconds: 60 }, ready)
    .then(a.started({ useCache: true, useGpu: true, workerActivity: false, ttlSeconds: 60 }));
  given(process, a.created({ useCache: true }), a.added())
    .when(startProcess, { useCache: false }, ready)
    .then(a.started());
});

test('everything that is missing is said at once', async () => {
  given(process, a.created())
    .when(startProcess, { chunks: 11, ttlSeconds: -1 }, { ...ready, runs: [], farmId: null, matchingElements: 0 })
    .thenRefused('no_worker_run', 'farm_forbidden', 'no_elements', 'validation_failed', 'validation_failed');
});

test('a version that is not available, or not known, cannot start', async () => {
  for (const runs of [[a.runnable(a.reader, { versionState: 'processing' })], []])
    given(process, ...draft)
      .when(startProcess, {}, { ...ready, runs })
      .thenRefused('worker_version_unavailable');
});

test('a version that requires a model cannot start without, one that supports it can', async () => {
  const usage = (modelUsage: 'required' | 'supported') => ({ ...ready, runs: [a.runnable(a.reader, { modelUsage })] });
  given(process, ...draft)
    .when(startProcess, {}, usage('required'))
    .thenRefused('model_version_required');
  given(process, ...draft)
    .when(startProcess, {}, usage('supported'))
    .then(a.started());
});

test('an archived configuration cannot start', async () => {
  const configuration = { name: 'fast', archived: true, values: {} };
  given(process, ...draft)
    .when(startProcess, {}, { ...ready, runs: [a.runnable(a.reader, { configuration })] })
    .thenRefused('configuration_archived');
});

test('required fields without a default need a value in the chosen configuration; the refusal names them', async () => {
  const published = {
    user_configuration: {
      model_path: { type: 'string', required: true },
      threshold: { type: 'float', required: true, default: 0.5 },
      label: { type: 'string', required: true },
      limit: { type: 'int', required: false },
      zero: { type: 'int', required: true },
    },
  };
  const start = (values: Record<string, string | number | null> | null) => {
    const configuration = values && { name: 'mine', archived: false, values };
    return given(process, ...draft).when(startProcess, {}, { ...ready, runs: [a.runnable(a.reader, { published, configuration })] });
  };
  start({ model_path: 'm', label: 'l', zero: 0 }).then(a.started());
  start(null).thenRefused('required_field_missing');
  const { verdict } = start({ model_path: '', label: null, zero: 0 });
  assert.deepEqual(verdict.refusals, [
    { code: 'required_field_missing', params: { worker: 'Reader', summary: a.reader.summary, fields: ['model_path', 'label'] } },
  ]);
});

test('a time limit keeps to the bound of the server', async () => {
  const bounded = { ...ready, maximumTtl: 100 };
  given(process, ...draft)
    .when(startProcess, { ttlSeconds: 100 }, bounded)
    .then(a.started({ ttlSeconds: 100 }));
  for (const ttlSeconds of [0, 101])
    given(process, ...draft)
      .when(startProcess, { ttlSeconds }, bounded)
      .thenRefused('validation_failed');
});

test('a run of more than 10,000 tasks does not start', async () => {
  const runs = Array.from({ length: 11 }, (_, index) => ({
    ...a.reader,
    workerRunId: `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`,
  }));
  given(process, a.created(), ...runs.map(a.added))
    .when(startProcess, { chunks: 1000 }, { ...ready, runs: runs.map((run) => a.runnable(run)), matchingElements: 1000, maxChunks: 1000 })
    .thenRefused('too_many_tasks');
});

test('a process starts once', async () => {
  given(process, ...draft, a.started())
    .when(startProcess, {}, ready)
    .thenRefused('process_started');
  given(process).when(startProcess, {}, ready).thenRefused('not_found');
});
