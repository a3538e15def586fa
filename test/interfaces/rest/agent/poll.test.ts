import { firstValueFrom } from 'rxjs';
import { test } from 'tap';
import { eventually } from '../../../support/eventually.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import * as a from '../../../support/tasks.ts';
import { agentBench, claimedBy, ofTask, type Joined } from './agent-bench.ts';

/** What an agent is told, given what it says. */
async function polling(t: TestScope) {
  const bench = await agentBench(t);
  const told = async (agent: Joined, query = '') => {
    const { status, body } = await bench.poll(agent, query);
    return status === 200 && body.next_poll_ms === 0 ? body.actions : body;
  };
  return { ...bench, told, press: await bench.joins('press-1'), other: await bench.joins('press-2') };
}

const path = `/task/${a.taskId}/`;
const start = (term = 1) => ({ action: 'start', task_id: a.taskId, term });
const stop = (reason: string) => ({ action: 'stop', task_id: a.taskId, term: 1, reason });
const remove = (term = 1, task_id = a.taskId) => ({ action: 'remove', task_id, term });

test('an agent is told to start what it claims, to stop it, and to remove it, each in its time', async (t) => {
  const { ask, told, press, withTask, happened } = await polling(t);
  const ann = await withTask(a.queued(), claimedBy(press.id));
  const reports = (body: object) => ask('PATCH', `${path}from-agent/`, { as: press.as, body: { term: 1, ...body } });
  const knows = `task=${a.taskId}.1`;

  t.strictSame(await told(press, '?wait=25'), [start()]);
  t.strictSame(await told(press, '?wait=25'), [start()], 'again, as long as the agent does not say that it knows');
  t.strictSame(await told(press, `?${knows}.preparing`), []);
  t.match(await reports({ state: 'running', container: 'c1' }), { status: 200 });
  t.strictSame(await told(press, `?${knows}.running`), []);

  t.match(await ask('PATCH', path, { as: ann, body: { state: 'stopping' } }), { status: 200 });
  t.strictSame(await told(press, `?wait=25&${knows}.running`), [stop('user')]);
  t.match(await reports({ state: 'stopped' }), { status: 200 });
  t.strictSame(await told(press, `?wait=25&${knows}.running`), [remove()]);

  await happened(...ofTask(a.restarted(), claimedBy(press.id, 2)));
  t.strictSame(await told(press, `?task=${a.taskId}.2.running`), [], 'a claim that is live is never removed');
});

test('the reason of a stop says who wanted it', async (t) => {
  const { told, press, withTask } = await polling(t);
  await withTask(a.queued(), claimedBy(press.id), a.started(), a.stopRequested('ttl'));
  t.strictSame(await told(press, '?wait=25'), [stop('ttl')]);
});

test('what is no live claim of the agent is removed', async (t) => {
  const { told, press, other, withTask, happened } = await polling(t);
  const unknown = '7a5c0000-0000-4000-8000-0000000000ff';
  t.strictSame(await told(press, `?wait=25&task=${unknown}.1.running`), [remove(1, unknown)], 'an unknown task');
  await withTask(a.queued(), claimedBy(press.id));
  t.strictSame(await told(other, `?wait=25&task=${a.taskId}.1.running`), [remove()], 'the task of another');
  await happened(...ofTask(a.released(), claimedBy(press.id, 2)));
  const both = await told(press, `?wait=25&task=${a.taskId}.1.running&task=${a.taskId}.2.preparing`);
  t.strictSame(both, [remove()], 'an earlier claim, though the agent has the task again');
});

test('a poll is held open until there is something to do', async (t) => {
  const { told, press, other, withTask, happened, desk } = await polling(t);
  await withTask(a.queued());
  const arrived = firstValueFrom(desk.polls);
  const answer = told(press, '?wait=25');
  t.equal(await arrived, press.id);
  await happened(...ofTask(claimedBy(other.id), a.released(), claimedBy(press.id, 2)));
  t.strictSame(await answer, [start(2)]);
});

test('a poll tells the load of its machine, and that it lives', async (t) => {
  const { ask, told, poll, press, ida, happened, board, readSide } = await polling(t);
  const shown = async () => {
    await readSide.caughtUp();
    return (await ask('GET', `/agent/${press.id}/`, { as: ida })).body;
  };
  t.match(await shown(), { state: 'active', active: true, cpu_load: null, ram_load: null, last_ping: null });
  await happened(...inStream(`agent-${press.id}`)({ type: 'AgentLost', data: { lastPing: null, liveClaims: [] } }));
  t.match(await shown(), { state: 'lost', active: false });
  await eventually('the agent is known to be lost', () => board.board.agent(press.id)?.state === 'lost');
  const before = Date.now();
  t.strictSame(await told(press, '?cpu_load=0.5&ram_load=1'), []);
  const { last_ping, ...rest } = await shown();
  t.match(rest, { state: 'active', active: true, cpu_load: 0.5, ram_load: 1 });
  t.ok(Date.parse(last_ping) >= before);

  const { status, body } = await poll(press, `?cpu_load=2&ram_load=much&wait=26&task=${a.taskId}.1.sleeping&mood=good`);
  t.equal(status, 400, 'values that make no sense are all named');
  const { problems: _p, request_id: _r, ...fields } = body;
  t.strictSame(Object.keys(fields).sort(), ['cpu_load', 'mood', 'ram_load', 'task.0', 'wait']);
});
