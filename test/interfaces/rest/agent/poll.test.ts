import { firstValueFrom } from 'rxjs';
import { test } from 'tap';
import { eventually } from '../../../support/eventually.ts';
import { inStream } from '../../../support/folding.ts';
import * as a from '../../../support/tasks.ts';
import { agentBench, claimedBy, ofTask } from './agent-bench.ts';

const path = `/task/${a.taskId}/`;
const actions = (...wanted: readonly object[]) => ({ status: 200, body: { actions: wanted, next_poll_ms: 0 } });

test('an agent is told to start what it claims, to stop it, and to remove it, each in its time', async (t) => {
  const { ask, joins, poll, withTask, happened } = await agentBench(t);
  const press = await joins('press-1');
  const ann = await withTask(a.queued(), claimedBy(press.id));
  const start = actions({ action: 'start', task_id: a.taskId, term: 1 });
  const known = (phase: string, term = 1) => `?wait=25&task=${a.taskId}.${term}.${phase}`;

  t.match(await poll(press, '?wait=25'), start);
  t.match(await poll(press, '?wait=25'), start, 'again, as long as the agent does not say that it knows');
  t.strictSame((await poll(press, `?task=${a.taskId}.1.preparing`)).body.actions, []);

  t.match(await ask('PATCH', `${path}from-agent/`, { as: press.as, body: { state: 'running', term: 1, container: 'c1' } }), {
    status: 200,
  });
  t.strictSame((await poll(press, `?task=${a.taskId}.1.running`)).body.actions, []);

  t.match(await ask('PATCH', path, { as: ann, body: { state: 'stopping' } }), { status: 200 });
  t.match(await poll(press, known('running')), actions({ action: 'stop', task_id: a.taskId, term: 1, reason: 'user' }));

  t.match(await ask('PATCH', `${path}from-agent/`, { as: press.as, body: { state: 'stopped', term: 1 } }), { status: 200 });
  t.match(await poll(press, known('running')), actions({ action: 'remove', task_id: a.taskId, term: 1 }));

  await happened(...ofTask(a.restarted(), claimedBy(press.id, 2)));
  t.strictSame((await poll(press, `?task=${a.taskId}.2.running`)).body.actions, [], 'a claim that is live is never removed');
});

test('the reason of a stop says who wanted it', async (t) => {
  const { joins, poll, withTask } = await agentBench(t);
  const press = await joins('press-1');
  await withTask(a.queued(), claimedBy(press.id), a.started(), a.stopRequested('ttl'));
  t.match(await poll(press, '?wait=25'), actions({ action: 'stop', task_id: a.taskId, term: 1, reason: 'ttl' }));
});

test('what is no live claim of the agent is removed', async (t) => {
  const { joins, poll, withTask, happened } = await agentBench(t);
  const [press, other] = [await joins('press-1'), await joins('press-2')];
  const unknown = '7a5c0000-0000-4000-8000-0000000000ff';
  t.match(await poll(press, `?wait=25&task=${unknown}.1.running`), actions({ action: 'remove', task_id: unknown, term: 1 }), 'unknown');
  await withTask(a.queued(), claimedBy(press.id));
  t.match(await poll(other, `?wait=25&task=${a.taskId}.1.running`), actions({ action: 'remove', task_id: a.taskId }), "another's");
  await happened(...ofTask(a.released(), claimedBy(press.id, 2)));
  const both = await poll(press, `?wait=25&task=${a.taskId}.1.running&task=${a.taskId}.2.preparing`);
  t.match(both, actions({ action: 'remove', task_id: a.taskId, term: 1 }), 'an earlier claim, though the agent has the task again');
  t.equal(both.body.actions.length, 1);
});

test('a poll is held open until there is something to do', async (t) => {
  const { joins, poll, withTask, happened, desk } = await agentBench(t);
  const [press, other] = [await joins('press-1'), await joins('press-2')];
  await withTask(a.queued());
  const arrived = firstValueFrom(desk.polls);
  const answer = poll(press, '?wait=25');
  t.equal(await arrived, press.id);
  await happened(...ofTask(claimedBy(other.id), a.released(), claimedBy(press.id, 2)));
  t.match(await answer, actions({ action: 'start', task_id: a.taskId, term: 2 }));
});

test('a poll tells the load of its machine, and that it lives', async (t) => {
  const { ask, joins, poll, ida, happened, board, readSide } = await agentBench(t);
  const press = await joins('press-1');
  const shown = async () => {
    await readSide.caughtUp();
    return (await ask('GET', `/agent/${press.id}/`, { as: ida })).body;
  };
  t.match(await shown(), { state: 'active', active: true, cpu_load: null, ram_load: null, last_ping: null });
  await happened(...inStream(`agent-${press.id}`)({ type: 'AgentLost', data: { lastPing: null, liveClaims: [] } }));
  t.match(await shown(), { state: 'lost', active: false });
  await eventually('the agent is known to be lost', () => board.board.agent(press.id)?.state === 'lost');
  const before = Date.now();
  t.match(await poll(press, '?cpu_load=0.5&ram_load=1'), actions());
  const { last_ping, ...rest } = await shown();
  t.match(rest, { state: 'active', active: true, cpu_load: 0.5, ram_load: 1 });
  t.ok(Date.parse(last_ping) >= before);

  const { status, body } = await poll(press, `?cpu_load=2&ram_load=much&wait=26&task=${a.taskId}.1.sleeping&mood=good`);
  t.equal(status, 400, 'values that make no sense are all named');
  const { problems: _p, request_id: _r, ...fields } = body;
  t.strictSame(Object.keys(fields).sort(), ['cpu_load', 'mood', 'ram_load', 'task.0', 'wait']);
});
