import { test } from 'tap';
import { eventually } from '../../../../support/eventually.ts';
import * as p from '../../../../support/processes.ts';
import * as a from '../../../../support/tasks.ts';
import { auditedProcess, failed, processPath, taskPath } from './audited-process.ts';

const list = '/colophon/refused-commands/';

/** Ann was refused twice about the process and its task, gus once. */
async function refusing(t: Parameters<typeof auditedProcess>[0]) {
  const scene = await auditedProcess(t, ...failed);
  const { ask, ann, gus, root, readSide } = scene;
  await readSide.caughtUp();
  await ask('PATCH', taskPath, { as: ann, body: { state: 'stopping' } });
  await ask('PATCH', taskPath, { as: ann, body: { state: 'dreaming' } });
  await ask('DELETE', processPath, { as: ann });
  await ask('DELETE', processPath, { as: gus });
  const all = async (query = '') => (await ask('GET', list + query, { as: root })).body.results;
  await eventually('all are kept', async () => (await all()).length === 4);
  return { ...scene, all };
}

test('refused commands are listed with who, what, when and why', async (t) => {
  const { all, ann, gus } = await refusing(t);
  const codes = async (query: string) => (await all(query)).map(({ code }: { code: string }) => code).sort();
  const rows = await all();
  const stop = rows.find(({ operation }: { operation: string }) => operation === 'RequestStopTask');
  t.match(stop, {
    command_id: String,
    time: /Z$/,
    actor: { kind: 'user', id: String(ann.id) },
    target: `task-${a.taskId}`,
    code: 'task_final',
    params: {},
    problems: [{ code: 'task_final' }],
    causation_id: null,
    request_digest: /^[0-9a-f]{64}$/,
  });

  await t.test('of a thing, of somebody, for a reason, of a time', async (t) => {
    t.same(await codes(`?target=${a.taskId}`), ['state_forbidden', 'task_final']);
    t.same(await codes(`?target=${p.processId}`), ['forbidden', 'process_running']);
    t.same(await codes(`?target=task-${a.taskId}`), ['task_final']);
    t.same(await codes(`?actor=user:${gus.id}`), ['forbidden']);
    t.same(await codes(`?actor=${ann.id}`), ['process_running', 'state_forbidden', 'task_final']);
    t.same(await codes(`?actor=agent:${ann.id}`), []);
    t.same(await codes('?code=task_final'), ['task_final']);
    t.same(await codes('?until=2000-01-01T00:00:00Z'), []);
    t.equal((await codes('?since=2000-01-01T00:00:00Z')).length, 4);
  });
});

test('refused commands are listed in parts', async (t) => {
  const { ask, root } = await refusing(t);
  const { body } = await ask('GET', `${list}?page_size=3&with_count=true`, { as: root });
  t.match(body, { count: 4, next: String, results: { length: 3 } });
  t.match((await ask('GET', body.next, { as: root })).body, { next: null, results: { length: 1 } });
  t.match(await ask('GET', `${list}?code=no_such_code`, { as: root }), { status: 400, body: { code: [String] } });
});

test('who administers the project of a target may ask for it', async (t) => {
  const { ask, ann, gus, bob, corpusId } = await refusing(t);
  for (const target of [a.taskId, p.processId, `process-${p.processId}`, `/api/v1${processPath}`]) {
    const path = `${list}?target=${encodeURIComponent(target)}`;
    t.match(await ask('GET', path), { status: 401 });
    t.match(await ask('GET', path, { as: bob }), { status: 404 }, target);
    t.match(await ask('GET', path, { as: gus }), { status: 403 }, target);
    t.match(await ask('GET', path, { as: ann }), { status: 200 }, target);
  }
  t.match(await ask('GET', `${list}?target=${corpusId}`, { as: ann }), { status: 200 });
  t.match(await ask('GET', list, { as: ann }), { status: 403 });
  t.match(await ask('GET', `${list}?target=${a.agentId}`, { as: ann }), { status: 403 });
});
