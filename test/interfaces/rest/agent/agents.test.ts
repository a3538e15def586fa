import { test } from 'tap';
import { agentSchema, agentWithTasksSchema } from '../../../../interfaces/rest/agent/shapes.ts';
import * as a from '../../../support/tasks.ts';
import { agentBench, claimedBy, gib, machine, ofTask } from './agent-bench.ts';

const gpus = [0, 1].map((index) => ({ id: `GPU-${index}`, name: 'A40', index, ram_total: 48 * gib }));

test('agents are listed by hostname in natural order, of the farms that one may use', async (t) => {
  const { ask, joins, person, ida, farm, identity } = await agentBench(t);
  const { body: attic } = await ask('POST', '/farms/', { as: ida, body: { name: 'Attic' } });
  for (const hostname of ['press-10', 'Press-9', 'press-2']) await joins(hostname);
  await joins('loft-1', {}, attic);
  const [bob, eve] = [person(), person()];
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'guest', 'test');
  const hostnames = async (as: typeof bob, query = '') => {
    const { body } = await ask('GET', `/agents/${query}`, { as });
    return [body.count, body.results.map((agent: { hostname: string }) => agent.hostname)];
  };
  t.strictSame(await hostnames(ida), [4, ['loft-1', 'press-2', 'Press-9', 'press-10']]);
  t.strictSame(await hostnames(ida, `?farm=${attic.id}`), [1, ['loft-1']]);
  t.strictSame(await hostnames(bob), [3, ['press-2', 'Press-9', 'press-10']]);
  t.strictSame(await hostnames(bob, `?farm=${attic.id}`), [0, []]);
  t.strictSame(await hostnames(bob, '?page_size=2&page=2'), [3, ['press-10']]);
  t.strictSame(await hostnames(eve), [0, []]);
  const { body } = await ask('GET', '/agents/', { as: ida });
  t.strictSame(Object.keys(body.results[0]).sort(), Object.keys(agentSchema.shape).sort());
  t.match(await ask('GET', '/agents/'), { status: 401 });
  t.match(await ask('GET', '/agents/?farm=mill', { as: ida }), { status: 400, body: { farm: [String] } });
});

test('an agent shows what it is working on, to the guests of its farm and to itself', async (t) => {
  const { ask, joins, withTask, person, ida, farm, identity, readSide } = await agentBench(t);
  const press = await joins('press-1', { gpus });
  const other = await joins('press-2');
  await withTask(a.queued(), claimedBy(press.id, 1, '1'));
  await readSide.caughtUp();
  const path = `/agent/${press.id}/`;
  const { status, body } = await ask('GET', path, { as: ida });
  t.equal(status, 200);
  t.strictSame(Object.keys(body).sort(), Object.keys(agentWithTasksSchema.shape).sort());
  t.match(body, {
    id: press.id,
    farm: { id: farm.id, name: 'Mill' },
    hostname: 'press-1',
    version: '1',
    state: 'active',
    cpu_cores: 4,
    ram_total: 8 * gib,
    capabilities: ['containers'],
    gpus: [
      { id: 'GPU-0', task: null },
      { id: 'GPU-1', task: { id: a.taskId, slug: 'reader_a1b2c3', process_id: a.processId } },
    ],
    running_tasks_count: 1,
    running_tasks: [{ id: a.taskId, state: 'pending', agent: { id: press.id, hostname: 'press-1' }, gpu: { id: '1', name: 'A40' } }],
  });
  t.match((await ask('GET', '/agents/', { as: ida })).body.results, [{ running_tasks_count: 1 }, { running_tasks_count: 0 }]);
  const bob = person();
  t.match(await ask('GET', path, { as: bob }), { status: 404 });
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'guest', 'test');
  t.match(await ask('GET', path, { as: bob }), { status: 200 });
  t.match(await ask('GET', path, press), { status: 200, body: { id: press.id } });
  t.match(await ask('GET', path, other), { status: 404 });
  t.match(await ask('GET', path), { status: 401 });
  t.match(await ask('GET', `/agent/${a.agentId}/`, { as: ida }), { status: 404 });
});

test('the administrators of a farm drain its agents, and end that', async (t) => {
  const { ask, joins, person, ida, farm, identity } = await agentBench(t);
  const path = `/agent/${(await joins('press-1')).id}/`;
  const drain = (draining: unknown, as = ida) => ask('PATCH', path, { as, body: { draining } });
  t.match(await drain(true), { status: 200, body: { state: 'draining', active: true } });
  t.match(await drain(true), { status: 200, body: { state: 'draining' } });
  t.match((await ask('GET', path, { as: ida })).body, { state: 'draining' });
  t.match(await drain(false), { status: 200, body: { state: 'active' } });
  t.match(await drain('yes'), { status: 400, body: { draining: [String] } });
  const bob = person();
  t.match(await drain(true, bob), { status: 404 });
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'contributor', 'test');
  t.match(await drain(true, bob), { status: 403 });
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'admin', 'test');
  t.match(await drain(true, bob), { status: 200, body: { state: 'draining' } });
});

test('an agent is removed only when it holds no task, and may join again', async (t) => {
  const { ask, joins, withTask, happened, person, ida, farm, identity, readSide } = await agentBench(t);
  const press = machine();
  const { id } = await joins(press);
  const remove = (as = ida) => ask('DELETE', `/agent/${id}/`, { as });
  const bob = person();
  t.match(await remove(bob), { status: 404 });
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'guest', 'test');
  t.match(await remove(bob), { status: 403 });
  await withTask(a.queued(), claimedBy(id));
  t.match(await remove(), {
    status: 400,
    body: { id: ['The agent still holds a task: drain it and wait, or stop what it runs.'], problems: [{ code: 'validation_failed' }] },
  });
  await happened(...ofTask(a.started(), a.completed()));
  t.match(await remove(), { status: 204, body: null });
  t.match(await ask('GET', `/agent/${id}/`, { as: ida }), { status: 404 });
  t.match(await remove(), { status: 404 });
  t.equal((await joins(press)).id, id);
  await readSide.caughtUp();
  t.match(await ask('GET', `/agent/${id}/`, { as: ida }), { status: 200, body: { state: 'active' } });
});
