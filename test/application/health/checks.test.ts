import { test } from 'tap';
import { agentsCheck } from '../../../application/health/agents.ts';
import type { Check, Observation } from '../../../application/health/check.ts';
import { appendCheck, eventStoreCheck } from '../../../application/health/event-store.ts';
import { examine, isSound } from '../../../application/health/examine.ts';
import { followersCheck } from '../../../application/health/followers.ts';
import { queueCheck } from '../../../application/health/jobs.ts';
import { mailCheck } from '../../../application/health/mail.ts';
import type { Follower } from '../../../application/ports/followers.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { settled } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryLog } from '../../support/memory-log.ts';
import { MemoryPresence } from '../../support/memory-presence.ts';

const clock = new ManualClock();
const seen = async (check: Check): Promise<readonly Observation[]> => [await check.look()].flat();
const says = (grade: Observation['grade']): Check => ({
  name: grade,
  vital: false,
  look: async () => ({ grade, says: `It is ${grade}.` }),
});

test('given checks, their findings come in order, and one that fails is a finding', async (t) => {
  const failing: Check = { name: 'thing', vital: false, look: () => Promise.reject(new Error('it is gone')) };
  const findings = await examine([says('ok'), failing, says('warning')], clock);
  t.match(findings, [
    { check: 'ok', grade: 'ok' },
    { check: 'thing', grade: 'problem', says: /it is gone/, remedy: String },
    { check: 'warning', grade: 'warning' },
  ]);
  t.notOk(isSound(findings));
  t.ok(isSound(await examine([says('ok'), says('warning')], clock)), 'a warning is allowed');
});

test('given a check that does not answer, the others do not wait for it for ever', async (t) => {
  const patient = new ManualClock();
  const silent: Check = { name: 'thing', vital: true, look: () => new Promise(() => undefined) };
  const examined = examine([silent, says('ok')], patient);
  await patient.asleep(5000);
  patient.advance(5000);
  t.match(await examined, [{ check: 'thing', grade: 'problem', says: /not answered within 5 s/ }, { grade: 'ok' }]);
});

test('given a check that takes its time, who waits learns that it is slow and not away', async (t) => {
  const patient = new ManualClock();
  const slow: Check = { name: 'thing', vital: true, look: () => patient.wait(12_000).then(() => ({ grade: 'ok', says: 'It is there.' })) };
  const silent: Check = { name: 'other', vital: true, look: () => new Promise(() => undefined) };
  const examined = examine([slow, silent], patient, 30_000);
  await patient.asleep(12_000);
  patient.advance(12_000);
  await settled();
  patient.advance(18_000);
  t.match(await examined, [
    { check: 'thing', grade: 'ok' },
    { check: 'thing', grade: 'warning', says: /only after 12 s/, remedy: /overloaded/ },
    { check: 'other', grade: 'problem', says: /not answered within 30 s/ },
  ]);
});

test('given a log, it is sound unless the last append could not be written', async (t) => {
  const store = new MemoryLog();
  t.match(await seen(eventStoreCheck({ store, trouble: () => null })), [{ grade: 'ok' }]);
  t.match(await seen(eventStoreCheck({ store, trouble: () => new Error('disk full') })), [{ grade: 'problem', says: /disk full/ }]);
});

test('given a log that takes events, a probe writes one', async (t) => {
  const bench = new DispatchBench();
  const check = appendCheck({ bus: bench.bus, ids: bench.ids, clock: bench.clock, trouble: () => null });
  t.match(await seen(check), [{ grade: 'ok' }]);
  t.match(await seen(check), [{ grade: 'ok' }], 'and another one');
  const { events } = await bench.store.readAll(0n, 10);
  t.match(
    events.map(({ type, metadata }) => [type, metadata.actor.id]),
    [
      ['LogProbed', 'doctor'],
      ['LogProbed', 'doctor'],
    ],
  );
});

test('given a log that takes no events, the probe does not share the patience of commands, and says why', async (t) => {
  const { ids } = new DispatchBench();
  const patient = new ManualClock();
  let trouble: Error | null = null;
  const bus = { execute: () => new Promise<never>(() => undefined) };
  const check = appendCheck({ bus, ids, clock: patient, trouble: () => trouble });
  for (const [error, says] of [
    [null, /takes no events\. It has not answered within 20 s/],
    [new Error('It refuses the user.'), /takes no events\. It refuses the user\./],
  ] as const) {
    trouble = error;
    const looked = seen(check);
    await patient.asleep(4_000);
    patient.advance(4_000);
    if (trouble === null) {
      await patient.asleep(16_000);
      patient.advance(16_000);
    }
    t.match(await looked, [{ grade: 'problem', says }]);
  }
});

test('given projections, those that stand still are a problem, with what to do', async (t) => {
  const store = new MemoryLog();
  const metadata = { commandId: 'c', correlationId: 'c', causationId: null, actor: { kind: 'system', id: 'test' } } as const;
  await store.append('bell-1', 'no_stream', [{ id: 'a', type: 'Rung', version: 1, time: clock.now(), data: {}, metadata }]);
  const later = new ManualClock('2026-01-01T12:05:00Z');
  const check = (...all: readonly Follower[]): Check =>
    followersCheck({ followers: { all: async () => all }, store, clock: later }, 'projection');
  const tasks = { kind: 'projection', name: 'tasks', position: 0n, stillSeconds: 200 } as const;
  t.match(await seen(check()), [{ grade: 'warning', says: /has run yet/ }]);
  t.match(await seen(check({ ...tasks, position: 1n })), [{ grade: 'ok' }]);
  t.match(await seen(check({ ...tasks, stillSeconds: 1 })), [{ grade: 'warning', says: /tasks is 1 events and 300 s behind, and moves/ }]);
  t.match(await seen(check(tasks)), [{ grade: 'problem', says: /not moved for 200 s/, remedy: /role worker/ }]);
});

test('given agents, only those heard of in time are there', async (t) => {
  const presence = new MemoryPresence();
  const check = agentsCheck({ presence, clock, agentTimeoutMs: 60_000 });
  t.match(await seen(check), [{ grade: 'warning', says: /ever been here/ }]);
  const report = (agentId: string, secondsAgo: number): Promise<void> =>
    presence.report({ agentId, lastPing: new Date(clock.now().getTime() - secondsAgo * 1000), cpuLoad: 0, ramLoad: 0, tasks: [] });
  await report('a', 61);
  t.match(await seen(check), [{ grade: 'warning', says: /None of 1/, remedy: /npm run agent/ }]);
  await report('b', 10);
  t.match(await seen(check), [{ grade: 'ok', says: '1 of 2 agents are there.' }]);
});

test('given a queue that is away, jobs are said to wait', async (t) => {
  const queue = (takes: boolean) => ({ add: async () => takes }) as never;
  t.match(await seen(queueCheck({ queue: queue(true), clock })), [{ grade: 'ok' }]);
  t.match(await seen(queueCheck({ queue: queue(false), clock })), [{ grade: 'problem', remedy: /COLOPHON_QUEUE_URL/ }]);
});

test('given mails that would not be taken, by a server or as files, it is said why and what to do', async (t) => {
  const check = (byServer: boolean, trouble: string | null): Check =>
    mailCheck({ transport: { trouble: async () => trouble }, byServer, folder: '/data/mail' });
  t.match(await seen(check(true, null)), [{ grade: 'ok', says: /mail server/ }]);
  t.match(await seen(check(true, '535 who are you')), [{ grade: 'problem', says: /535 who are you/, remedy: /COLOPHON_MAIL_URL/ }]);
  t.match(await seen(check(false, null)), [{ grade: 'ok', says: /\/data\/mail/ }]);
  t.match(await seen(check(false, 'no room')), [{ grade: 'problem', says: /\/data\/mail: no room/, remedy: /Give that folder/ }]);
});
