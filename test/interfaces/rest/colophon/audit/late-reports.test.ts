import { test } from 'tap';
import * as p from '../../../../support/processes.ts';
import * as a from '../../../../support/tasks.ts';
import { agent, auditedProcess, lost, processPath, taskPath } from './audited-process.ts';

const list = '/colophon/late-reports/';
const adopt = (id: string) => `/colophon/late-report/${id}/adopt/`;
type Scene = Awaited<ReturnType<typeof auditedProcess>>;

/** The agent of the lost task comes back and says this; gives the id of the late report. */
async function comesBack({ ask, root, readSide }: Scene, report: object): Promise<string> {
  await ask('PATCH', `${taskPath}from-agent/`, { ...agent, body: report });
  await readSide.caughtUp();
  return (await ask('GET', list, { as: root })).body.results[0].event_id;
}

test('a report that came too late is listed, and adopted by an instance admin', async (t) => {
  const scene = await auditedProcess(t, ...lost);
  const { ask, root, readSide, ofProcess, positionsOf } = scene;
  await ofProcess(p.finished());
  const id = await comesBack(scene, { state: 'completed', term: 1, exit_code: 0 });
  t.match((await ask('GET', list, { as: root })).body, {
    count: null,
    next: null,
    results: [
      {
        event_id: id,
        task_id: a.taskId,
        process: p.processId,
        time: String,
        agent: a.agentId,
        reported_term: 1,
        current_term: 1,
        report: { state: 'completed', exit_code: 0 },
        adopted: false,
        adoptable: true,
      },
    ],
  });

  t.match(await ask('POST', adopt(id), { as: root }), {
    status: 200,
    body: { id: a.taskId, state: 'completed', exit_code: 0, error: null },
  });
  await readSide.caughtUp();
  t.match(
    await ask('GET', processPath, { as: root }),
    { body: { state: 'completed', finished: null, active: true } },
    'its process goes on',
  );
  t.equal((await positionsOf('ProcessReopened')).length, 1);
  t.match((await ask('GET', list, { as: root })).body.results, [{ adopted: true, adoptable: false }]);
  t.match(await ask('POST', adopt(id), { as: root }), { status: 400, body: { state: [String], problems: [{ code: 'state_forbidden' }] } });
});

test('what may not be adopted is shown so, and refused', async (t) => {
  const scene = await auditedProcess(t, ...lost);
  const { ask, root, ofTask, readSide } = scene;
  const running = await comesBack(scene, { state: 'running', term: 1 });
  const failed = await comesBack(scene, { state: 'failed', term: 1, exit_code: 3 });
  const adoptable = async () => (await ask('GET', list, { as: root })).body.results.map((row: { adoptable: boolean }) => row.adoptable);
  t.same(await adoptable(), [true, false]);
  t.match(await ask('POST', adopt(running), { as: root }), { status: 400, body: { problems: [{ code: 'state_forbidden' }] } });
  await ofTask(a.restarted());
  await readSide.caughtUp();
  t.same(await adoptable(), [false, false]);
  t.match(await ask('POST', adopt(failed), { as: root }), { status: 400, body: { problems: [{ code: 'state_forbidden' }] } });
  await ofTask(a.claimed(2, 2), a.started(2), a.errored(2));
  await readSide.caughtUp();
  t.same(await adoptable(), [false, false], 'its term is not the newest');
  t.match(await ask('POST', adopt(failed), { as: root }), { status: 400 });
  t.match(await ask('POST', adopt(p.farmId), { as: root }), { status: 404 });
});

test('late reports are listed in parts, of a task or of a process', async (t) => {
  const scene = await auditedProcess(t, ...lost);
  const { ask, root } = scene;
  for (const report of [
    { state: 'running', term: 1 },
    { state: 'completed', term: 1, exit_code: 0 },
    { state: 'failed', term: 1, exit_code: 2 },
  ])
    await comesBack(scene, report);
  const said = (rows: { report: { state: string } }[]) => rows.map(({ report }) => report.state);
  const { body } = await ask('GET', `${list}?page_size=2&with_count=true`, { as: root });
  t.match({ count: body.count, said: said(body.results) }, { count: 3, said: ['failed', 'completed'] });
  t.same(said((await ask('GET', body.next, { as: root })).body.results), ['running']);
  for (const query of [`task_id=${a.taskId}`, `process=${p.processId}`])
    t.equal((await ask('GET', `${list}?${query}`, { as: root })).body.results.length, 3, query);
  for (const query of [`task_id=${a.agentId}`, `process=${a.agentId}`])
    t.equal((await ask('GET', `${list}?${query}`, { as: root })).body.results.length, 0, query);
  t.match(await ask('GET', `${list}?cursor=nonsense`, { as: root }), { status: 400, body: { cursor: [String] } });
});

test('late reports are shown to those who administer the project, and adopted by instance admins alone', async (t) => {
  const scene = await auditedProcess(t, ...lost);
  const { ask, ann, gus, bob } = scene;
  const id = await comesBack(scene, { state: 'completed', term: 1, exit_code: 0 });
  const ofTask = `${list}?task_id=${a.taskId}`;
  t.match(await ask('GET', ofTask), { status: 401 });
  t.match(await ask('GET', ofTask, { as: bob }), { status: 404 });
  t.match(await ask('GET', ofTask, { as: gus }), { status: 403 });
  t.match(await ask('GET', ofTask, { as: ann }), { status: 200, body: { results: [{ event_id: id }] } });
  t.match(await ask('GET', `${list}?process=${p.processId}`, { as: ann }), { status: 200 });
  t.match(await ask('GET', list, { as: ann }), { status: 403 });
  t.match(await ask('GET', `${ofTask}&process=${a.agentId}`, { as: ann }), { status: 404 });
  for (const as of [ann, gus, bob]) t.match(await ask('POST', adopt(id), { as }), { status: 403 });
  t.match(await ask('POST', adopt(id), agent), { status: 403 });
  t.match(await ask('POST', adopt(id)), { status: 401 });
});
