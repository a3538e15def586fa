import { test } from 'tap';
import { ofProcess, processId, queueBench, reader } from './queue-bench.ts';
import * as processes from '../../../support/processes.ts';

const path = `/process/${processId}/activity-stats/`;
const unknown = { estimated_completion: null, estimated_seconds: null, estimated_text: null };

test('the statistics of a process have a row per worker run, with its names and its counts', async (t) => {
  const { ask, ann, task, report, readSide } = await queueBench(t);
  await report('started', task, { element: 1 });
  await report('processed', task, { element: 1 });
  await report('error', task, { element: 2 });
  await readSide.caughtUp();
  const { status, body } = await ask('GET', path, { as: ann });
  t.equal(status, 200);
  t.match(body.rows, [
    {
      worker_run: { id: reader.workerRunId, summary: reader.summary },
      worker_version: { id: reader.workerVersionId, worker: { name: 'Reader', slug: 'reader', type: 'recognizer' } },
      model_version: null,
      configuration: null,
      ...{ queued: 1, started: 0, processed: 1, error: 1, total: 3, remaining: 1 },
      ...{ duration_mean: Number, duration_mean_text: /second/, estimate_basis: 'mean' },
    },
  ]);
  const [row] = body.rows;
  t.equal(body.estimated_completion, row.estimated_completion);
  t.match(body, { estimated_seconds: Number, estimated_text: /second/, unknown_row: null });
  t.same([row.duration_min, row.duration_max, row.duration_total], [row.duration_mean, row.duration_mean, row.duration_mean]);
});

test('while nothing is known, the row for which nothing is known is named', async (t) => {
  const { ask, ann, readSide } = await queueBench(t);
  await readSide.caughtUp();
  const { body } = await ask('GET', path, { as: ann });
  const none = { duration_min: null, duration_min_text: null, duration_p95: null, estimate_basis: null };
  t.match(body, {
    ...unknown,
    unknown_row: { id: reader.workerRunId, summary: reader.summary },
    rows: [{ queued: 3, ...none, ...unknown }],
  });
});

test('a retry begins with empty rows', async (t) => {
  const { ask, ann, task, report, happened, readSide } = await queueBench(t);
  await report('started', task);
  await report('processed', task);
  await happened(...ofProcess(processes.retried()));
  await readSide.caughtUp();
  const { body } = await ask('GET', path, { as: ann });
  t.match(body, { ...unknown, unknown_row: null, rows: [{ total: 0, processed: 0, duration_total: null, ...unknown }] });
});

test('statistics are for those who can read the project', async (t) => {
  const { ask, person, task } = await queueBench(t);
  t.equal((await ask('GET', path, { as: person() })).status, 404);
  t.equal((await ask('GET', path, { as: task })).status, 403);
  t.equal((await ask('GET', path)).status, 401);
});
