import { test } from 'tap';
import { naturalId } from '../../../../domain/kernel/ids.ts';
import type { TaskCreated, TaskEvent } from '../../../../domain/task/events.ts';
import { colophonOperations } from '../../../../interfaces/rest/colophon/index.ts';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { processOperations } from '../../../../interfaces/rest/process/index.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import * as p from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import * as a from '../../../support/tasks.ts';

const idOf = (slug: string): string => naturalId('task', slug);
const path = `/colophon/process/${p.processId}/tasks/`;
const otherRun = 'ffffffff-0000-4000-8000-000000000001';

/** A process in its second run; its tasks were made in no order. */
async function listedProcess(t: TestScope) {
  const bench = await restBench(t, [...colophonOperations, ...corpusOperations, ...processOperations]);
  const ann = bench.person();
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const task = (slug: string, over: Partial<TaskCreated>, ...events: readonly TaskEvent[]) =>
    inStream(`task-${idOf(slug)}`)(a.created({ taskId: idOf(slug), slug, corpusId: corpus.id, ...over }), ...events);
  await bench.happened(
    ...inStream(`process-${p.processId}`)(p.created({ corpusId: corpus.id, creatorId: ann.id }), p.added(), p.started(), p.retried()),
    ...task('corrector_1', { run: 2, depth: 2, chunk: 1, chunks: 2, workerRunId: otherRun }, a.queued(), a.claimed()),
    ...[10, 2, 1].flatMap((chunk) => task(`reader_${chunk}`, { run: 2, chunk, chunks: 10 }, a.queued())),
    ...task('unnumbered', { run: 2 }, a.queued()),
    ...task('step_at_depth_1', { run: 2, kind: 'step', step: 'initialisation', workerRunId: null }),
    ...task('root', { run: 2, depth: 0, kind: 'step', step: 'initialisation', workerRunId: null }),
    ...task('earlier', { run: 1 }, a.queued()),
  );
  await bench.readSide.caughtUp();
  return { ...bench, ann };
}

test('the tasks of a process come in pages', async (t) => {
  const { ask, ann, person } = await listedProcess(t);
  const inOrder = ['earlier', 'root', 'reader_1', 'reader_2', 'reader_10', 'unnumbered', 'step_at_depth_1', 'corrector_1'];

  await t.test('as its own answer shows them: by run, depth, worker run and chunk, what has none of these last', async (t) => {
    const { body } = await ask('GET', `${path}?with_count=true`, { as: ann });
    const { body: process } = await ask('GET', `/process/${p.processId}/`, { as: ann });
    t.strictSame(body, { count: 8, next: null, previous: null, results: process.tasks });
    t.strictSame(
      body.results.map(({ slug }: { slug: string }) => slug),
      inOrder,
    );
  });
  for (const size of [1, 2, 3, 7, 8])
    await t.test(`${size} at a time, each once`, async (t) => {
      const slugs: string[] = [];
      for (let next: string | null = `${path}?page_size=${size}`; next;) {
        const { status, body } = await ask('GET', next, { as: ann });
        t.equal(status, 200);
        slugs.push(...body.results.map(({ slug }: { slug: string }) => slug));
        const cursor: string | null = body.next && new URL(body.next).searchParams.get('cursor');
        next = cursor && `${path}?page_size=${size}&cursor=${cursor}`;
      }
      t.strictSame(slugs, inOrder);
    });
  await t.test('of one run, and in some states', async (t) => {
    t.match(await ask('GET', `${path}?run=1&with_count=1`, { as: ann }), { body: { count: 1, results: [{ slug: 'earlier', run: 1 }] } });
    const { body } = await ask('GET', `${path}?run=2&state=unscheduled&with_count=1`, { as: ann });
    t.match(body, { count: 2, results: [{ slug: 'root' }, { slug: 'step_at_depth_1' }] });
    t.match(await ask('GET', `${path}?state=sleeping`, { as: ann }), { status: 400, body: { 'state.0': [String] } });
    t.match(await ask('GET', `${path}?run=99999999999`, { as: ann }), { status: 400, body: { run: [String] } });
  });
  await t.test('not behind what no list of tasks ends with', async (t) => {
    for (const key of [['7'], [1, 1, 'x', 1, idOf('root')], [1, 1, '', 2 ** 40, idOf('root')]]) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
      t.match(await ask('GET', `${path}?cursor=${cursor}`, { as: ann }), { status: 400, body: { cursor: [String] } });
    }
  });
  await t.test('to those who can read its project', async (t) => {
    const refused = await ask('GET', path, { as: person() });
    t.equal(refused.status, (await ask('GET', `/process/${p.processId}/`, { as: person() })).status);
    t.ok(refused.status >= 403);
    t.match(await ask('GET', `/colophon/process/${idOf('none')}/tasks/`, { as: ann }), { status: 404 });
  });
});
