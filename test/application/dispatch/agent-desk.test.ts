import { strict as assert } from 'node:assert';
import { getEventListeners } from 'node:events';
import type { Subject } from 'rxjs';
import { test } from 'tap';
import type { AgentAction } from '../../../application/dispatch/agent-desk.ts';
import { loseAgent } from '../../../domain/agent/lose.ts';
import { claimTask } from '../../../domain/task/claim.ts';
import { expireClaim } from '../../../domain/task/expire-claim.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { agentId, otherAgentId } from '../../support/tasks.ts';

type Known = { readonly taskId: string; readonly term: number; readonly phase: 'preparing' | 'running' };

/** A farm with one agent, and its polls. */
async function farm(t: Parameters<DispatchBench['runs']>[0]) {
  const bench = new DispatchBench();
  await bench.registers();
  await bench.runs(t, bench.live);
  const poll = (tasks: readonly Known[] = [], waitMs = 0, signal = new AbortController().signal): Promise<readonly AgentAction[]> =>
    bench.desk.poll({ agentId, cpuLoad: 0.5, ramLoad: 0.25, tasks }, waitMs, signal);
  /** Whether a poll is answered by itself. */
  const isOpen = async (answer: Promise<unknown>): Promise<boolean> => {
    let open = true;
    void answer.finally(() => (open = false));
    await settled();
    return open;
  };
  const onBoard = (id: string, state: string) => eventually(`it is ${state}`, () => bench.live.board.task(id)?.state === state);
  return { bench, poll, isOpen, onBoard };
}

const knows = (taskId: string, term = 1): Known => ({ taskId, term, phase: 'running' });

test('a claim is started, in every answer until the agent knows it', async (t) => {
  const { bench, poll } = await farm(t);
  const id = await bench.claimed('t');
  await eventually('it is known', () => bench.live.board.claimed().length === 1);
  const start = [{ action: 'start', taskId: id, term: 1 }];
  assert.deepEqual([await poll(), await poll()], [start, start]);
  assert.deepEqual(await poll([{ ...knows(id), phase: 'preparing' }]), []);
  assert.deepEqual(
    await poll([knows(id, 9)]),
    [...start, { action: 'remove', taskId: id, term: 9 }],
    'under another term it is another claim',
  );
});

test('claims of other agents are none of its business', async (t) => {
  const { bench, poll } = await farm(t);
  await bench.claimed('t', otherAgentId);
  await eventually('it is known', () => bench.live.board.claimed().length === 1);
  assert.deepEqual(await poll(), []);
});

test('an open poll is answered the moment the dispatcher gives its agent a task', async (t) => {
  const { bench, poll, isOpen } = await farm(t);
  await bench.runs(t, bench.dispatcher());
  const answer = poll([], 25_000);
  assert.ok(await isOpen(answer));
  const id = await bench.waits('t');
  assert.deepEqual(await answer, [{ action: 'start', taskId: id, term: 1 }]);
});

test('a poll wakes the dispatcher', async (t) => {
  const { bench, poll } = await farm(t);
  const polled: string[] = [];
  bench.desk.polls.subscribe((id) => polled.push(id));
  await poll();
  assert.deepEqual(polled, [agentId]);
});

test('a stop is told with its reason, again only after five seconds, so that no poll spins', async (t) => {
  const { bench, poll, isOpen, onBoard } = await farm(t);
  const id = await bench.running('t');
  await bench.send(requestStopTask, id, { cause: 'user' });
  await onBoard(id, 'stopping');
  const stop = [{ action: 'stop', taskId: id, term: 1, reason: 'user' }];
  assert.deepEqual(await poll([knows(id)], 25_000), stop);
  const next = poll([knows(id)], 25_000);
  assert.ok(await isOpen(next));
  await bench.waits('other');
  assert.ok(await isOpen(next), 'whatever else happens');
  bench.clock.advance(5000);
  await bench.waits('another');
  assert.deepEqual(await next, stop);
});

test('what an agent works on without a claim is to be removed: unknown, ended, of a later term', async (t) => {
  const { bench, poll } = await farm(t);
  const lost = await bench.running('lost');
  await bench.send(expireClaim, lost, { term: 1, cause: 'agent_lost' });
  const again = await bench.claimed('again');
  await bench.send(expireClaim, again, { term: 1, cause: 'not_started_in_time' });
  await bench.send(claimTask, again, { agentId: otherAgentId, runnerId: null, gpuId: null });
  await settled();
  const known = [lost, again, bench.ids.next()].map((id) => knows(id));
  assert.deepEqual(
    await poll(known),
    known.map(({ taskId, term }) => ({ action: 'remove', taskId, term })),
  );
  assert.deepEqual(await poll(known), [], 'said once in five seconds');
  bench.clock.advance(5000);
  assert.equal((await poll(known)).length, 3);
});

test('nothing is removed on the word of a board that lags: the stream has the last word', async () => {
  const bench = new DispatchBench();
  const id = await bench.running('t');
  const said = { agentId, cpuLoad: 0, ramLoad: 0, tasks: [knows(id)] };
  assert.deepEqual(await bench.desk.poll(said, 0, new AbortController().signal), []);
});

test('without anything to do a poll ends with its time; it is heard at its beginning and at its end', async (t) => {
  const { bench, poll, isOpen } = await farm(t);
  const answer = poll([], 25_000);
  assert.ok(await isOpen(answer));
  assert.deepEqual(bench.presence.rows.get(agentId), { agentId, lastPing: bench.clock.now(), cpuLoad: 0.5, ramLoad: 0.25, tasks: [] });
  bench.clock.advance(24_999);
  assert.ok(await isOpen(answer));
  bench.clock.advance(1);
  assert.deepEqual(await answer, []);
  assert.deepEqual(bench.presence.rows.get(agentId)?.lastPing, bench.clock.now());
});

test('changes that are not for it do not lengthen a poll', async (t) => {
  const { bench, poll, isOpen } = await farm(t);
  const answer = poll([], 10_000);
  for (const name of ['a', 'b', 'c']) {
    assert.ok(await isOpen(answer));
    bench.clock.advance(3000);
    await bench.waits(name);
  }
  assert.ok(await isOpen(answer));
  bench.clock.advance(1000);
  assert.deepEqual(await answer, []);
});

test('whether it is answered, aborted or fails, a poll leaves no timer, subscription or listener behind', async (t) => {
  const { bench, poll, isOpen } = await farm(t);
  await settled();
  const before = bench.clock.waits.length;
  const isClean = (signal: AbortSignal): void => {
    assert.equal((bench.live.changes as Subject<void>).observed, false);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
    assert.equal(bench.clock.waits.length, before);
  };

  const aborting = new AbortController();
  const aborted = poll([], 25_000, aborting.signal);
  assert.ok(await isOpen(aborted));
  aborting.abort();
  assert.deepEqual(await aborted, []);
  isClean(aborting.signal);

  const answering = new AbortController();
  const answered = poll([], 25_000, answering.signal);
  assert.ok(await isOpen(answered));
  await bench.claimed('t');
  assert.equal((await answered).length, 1);
  isClean(answering.signal);

  const failing = new AbortController();
  const failed = poll([knows(bench.ids.next())], 25_000, failing.signal);
  bench.store.readStream = () => Promise.reject(new Error('away'));
  await assert.rejects(failed, { message: 'away' });
  isClean(failing.signal);
});

test('an agent that is gone is told nothing, and what it was not told is told to its next poll', async (t) => {
  const { bench, poll, onBoard } = await farm(t);
  const id = await bench.running('t');
  await bench.send(requestStopTask, id, { cause: 'user' });
  await onBoard(id, 'stopping');
  assert.deepEqual(await poll([knows(id)], 25_000, AbortSignal.abort()), []);
  assert.equal((await poll([knows(id)], 25_000)).length, 1);
});

test('a lost agent is back with its poll', async (t) => {
  const { bench, poll } = await farm(t);
  await bench.send(loseAgent, agentId, { lastPing: null, liveClaims: [] });
  await eventually('it is lost', () => bench.live.board.agent(agentId)?.state === 'lost');
  await poll();
  assert.deepEqual(await bench.types(agentId, 'agent'), ['AgentRegistered', 'AgentLost', 'AgentReturned']);
});
