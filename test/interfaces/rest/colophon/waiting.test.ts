import { test } from 'tap';
import { colophonOperations } from '../../../../interfaces/rest/colophon/index.ts';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import type { TaskCreated, TaskEvent } from '../../../../domain/task/events.ts';
import { naturalId } from '../../../../domain/kernel/ids.ts';
import { waitingOfRun } from '../../../../projections/tasks/queries.ts';
import { eventually } from '../../../support/eventually.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import * as p from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import * as a from '../../../support/tasks.ts';

const idOf = (slug: string): string => naturalId('task', slug);
const ofProcess = `/colophon/process/${p.processId}/waiting/`;
const ofTask = (slug: string): string => `/colophon/task/${idOf(slug)}/waiting/`;

/** A process in its second run, in which tasks wait for all sorts of things. */
async function waitingProcess(t: TestScope) {
  const bench = await restBench(t, [...colophonOperations, ...corpusOperations]);
  const ann = bench.person();
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const task = (slug: string, over: Partial<TaskCreated>, ...events: readonly TaskEvent[]) =>
    inStream(`task-${idOf(slug)}`)(
      a.created({ taskId: idOf(slug), slug, corpusId: corpus.id, run: 2, farmId: p.farmId, ...over }),
      ...events,
    );
  await bench.happened(
    ...inStream(`process-${p.processId}`)(p.created({ corpusId: corpus.id, creatorId: ann.id }), p.added(), p.started(), p.retried()),
    ...task('earlier', { run: 1 }, a.queued()),
    ...task('listing', { depth: 0, kind: 'step', step: 'initialisation' }, a.queued(), a.claimedByRunner(), a.started()),
    ...task('reader', { depth: 1, parents: [idOf('listing')] }),
    ...task('broken', { depth: 2 }, a.queued(), a.claimed(), a.started(), a.failed()),
    ...task('blocked', { depth: 3, parents: [idOf('broken')] }),
    ...task('lonely', { depth: 4 }, a.queued()),
    ...task('prepared', { depth: 5 }, a.queued(), a.claimed()),
    ...task('read', { depth: 5 }, a.queued(), a.claimed(), a.started(), a.completed()),
    ...task('reading', { depth: 5 }, a.queued(), a.claimed(), a.started()),
    ...task('spoilt', { depth: 5 }, a.queued(), a.claimed(), a.started(), a.failed()),
    ...task('after', { depth: 6, parents: [idOf('read'), idOf('prepared')] }),
  );
  await bench.readSide.caughtUp();
  await eventually('the claim is known', () => (bench.board.board.task(idOf('prepared'))?.claim ?? null) !== null);
  return { ...bench, ann, corpus: corpus.id as string };
}

test('the tasks of a process tell why they wait', async (t) => {
  const { ask, ann, person, identity, corpus, db } = await waitingProcess(t);

  await t.test('those of the last run that do, in their order', async (t) => {
    const { status, body } = await ask('GET', ofProcess, { as: ann });
    t.equal(status, 200);
    t.match(body, [
      {
        task_id: idOf('reader'),
        state: 'unscheduled',
        since: null,
        reasons: [{ code: 'parents_running', parents: [{ slug: 'listing' }] }],
      },
      {
        task_id: idOf('blocked'),
        state: 'unscheduled',
        since: null,
        reasons: [{ code: 'blocked_by_parent', parents: [{ slug: 'broken' }] }],
      },
      {
        task_id: idOf('lonely'),
        state: 'pending',
        since: /Z$/,
        reasons: [{ code: 'farm_without_agent', message: String, farm: p.farmId }],
      },
      {
        task_id: idOf('prepared'),
        state: 'pending',
        since: /Z$/,
        reasons: [{ code: 'claimed_not_started', message: String, agent: a.agentId, term: 1, since: /Z$/ }],
      },
    ]);
    t.match(body[4], { task_id: idOf('after'), reasons: [{ code: 'parents_running', parents: [{ slug: 'prepared' }] }] });
    t.equal(body.length, 5);
    t.strictSame((await ask('GET', ofTask('blocked'), { as: ann })).body, body[1]);
    t.strictSame((await ask('GET', ofTask('prepared'), { as: ann })).body, body[3]);
  });

  await t.test('nothing is loaded but those, and what they wait for', async (t) => {
    const loaded = await waitingOfRun(db, p.processId, null);
    t.strictSame(
      loaded.map(({ slug }) => slug),
      ['listing', 'reader', 'broken', 'blocked', 'lonely', 'prepared', 'after'],
    );
  });

  await t.test('one that does not wait tells nothing', async (t) => {
    for (const [slug, state] of [
      ['listing', 'running'],
      ['broken', 'failed'],
    ] as const)
      t.strictSame((await ask('GET', ofTask(slug), { as: ann })).body, { task_id: idOf(slug), state, since: null, reasons: [] });
    t.match(await ask('GET', ofTask('earlier'), { as: ann }), { body: { state: 'pending', reasons: [{ code: 'farm_without_agent' }] } });
  });

  await t.test('to those who may read the project', async (t) => {
    const bob = person();
    for (const path of [ofProcess, ofTask('reader')]) {
      t.match(await ask('GET', path), { status: 401 });
      t.match(await ask('GET', path, { as: bob }), { status: 404 });
      t.match(await ask('GET', path, { as: `Bearer agent-${a.agentId}` }), { status: 403 });
      t.match(await ask('GET', path, { as: `Ponos ${idOf('prepared')}.1.ok` }), { status: 403 });
      t.match(await ask('GET', path, { as: person({ admin: true }) }), { status: 200 });
    }
    await identity.memberships.grant(bob.id, { kind: 'corpus', id: corpus }, 'guest', 'test');
    for (const path of [ofProcess, ofTask('reader')]) t.match(await ask('GET', path, { as: bob }), { status: 200 });
    for (const path of [`/colophon/process/${a.taskId}/waiting/`, ofTask('nothing'), '/colophon/task/x/waiting/'])
      t.match(await ask('GET', path, { as: bob }), { status: 404 });
  });
});
