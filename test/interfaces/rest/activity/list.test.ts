import { test } from 'tap';
import { elementId } from '../../../support/activities.ts';
import * as processes from '../../../support/processes.ts';
import { processId, queueBench, reader } from './queue-bench.ts';

const fastReader = { ...reader, workerRunId: 'a1b2c3d4-0000-4000-8000-000000000009', configurationId: processes.fast, summary: 'fast' };
const path = `/process/${processId}/activity/`;

test('activities are listed in the order of the queue, with what is known of each', async (t) => {
  const { ask, ann, task, report, readSide } = await queueBench(t);
  await report('started', task, { element: 2 });
  await readSide.caughtUp();
  const { body } = await ask('GET', path, { as: ann });
  t.match(body, { count: null, next: null, previous: null, results: { length: 3 } });
  t.same(
    body.results.map((activity: { element_id: string }) => activity.element_id),
    [1, 2, 3].map(elementId),
  );
  t.match(body.results[1], {
    state: 'started',
    process_id: processId,
    worker_run_id: reader.workerRunId,
    worker_version_id: reader.workerVersionId,
    model_version_id: null,
    configuration_id: null,
    started: /^2\d{3}-.*Z$/,
  });
  t.match(body.results[0], { state: 'queued', started: null });
});

test('a list is read on by its cursor, without gaps or doubles', async (t) => {
  const { ask, ann, task, url } = await queueBench(t, { runs: [reader, fastReader] });
  const seen: string[] = [];
  let next = `${url}/api/v1${path}?page_size=4&with_count=true`;
  for (const [count, length] of [
    [6, 4],
    [null, 2],
  ] as const) {
    const { body } = await ask('GET', next, { as: ann });
    t.match(body, { count, results: { length } });
    seen.push(...body.results.map((activity: { id: string }) => activity.id));
    next = body.next;
  }
  t.equal(next, null);
  t.equal(new Set(seen).size, 6);
  t.equal((await ask('GET', path, { as: task })).body.results.length, 6);
});

test('lists are narrowed by state, worker run and element', async (t) => {
  const { ask, ann, task, report, readSide } = await queueBench(t, { runs: [reader, fastReader] });
  await report('error', task, { element: 3 });
  await readSide.caughtUp();
  const counted = async (query: string) => {
    const { body } = await ask('GET', `${path}?with_count=true&${query}`, { as: ann });
    t.equal(body.results.length, body.count);
    return body.count;
  };
  t.equal(await counted('state=error'), 1);
  t.equal(await counted('state=queued'), 5);
  t.equal(await counted(`worker_run=${fastReader.workerRunId}`), 3);
  t.equal(await counted(`element=${elementId(3)}`), 2);
  t.equal(await counted(`element=${elementId(3)}&worker_run=${reader.workerRunId}&state=error`), 1);
  t.equal(await counted(`element=${elementId(9)}`), 0);
});

test('a cursor that is none of ours, a state that is none and a stranger are refused', async (t) => {
  const { ask, ann, person } = await queueBench(t);
  const forged = Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url');
  t.match(await ask('GET', `${path}?cursor=${forged}`, { as: ann }), { status: 400, body: { cursor: [String] } });
  t.match(await ask('GET', `${path}?state=done`, { as: ann }), { status: 400, body: { state: [String] } });
  t.equal((await ask('GET', path, { as: person() })).status, 404);
});
