import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { Service } from '../../../application/ports/service.ts';
import { Leader } from '../../../application/reactors/leader.ts';
import { eventually } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryLeases } from '../../support/memory-leases.ts';

/** A leader of the services a and b, with a diary of what they did. */
function leaderOf(leases = new MemoryLeases(), trouble: { start?: string; stop?: string } = {}, standby = false) {
  const diary: string[] = [];
  const failures: string[] = [];
  const clock = new ManualClock();
  const service = (name: string): Service => ({
    name,
    start: async () => {
      diary.push(`${name} starts`);
      if (trouble.start === name) throw new Error(`${name} does not start`);
    },
    stop: async () => {
      diary.push(`${name} stops`);
      if (trouble.stop === name) throw new Error(`${name} does not stop`);
    },
  });
  const leader = new Leader('lead', [service('a'), service('b')], {
    leases,
    clock,
    retryMs: 1000,
    ...(standby ? { standby: service('standby') } : {}),
    onFailure: (error) => failures.push((error as Error).message),
  });
  const did = (): readonly string[] => diary.splice(0);
  return { leader, leases, clock, did, diary, failures, trouble };
}

test('who has the lease starts its services in order, and at the end stops them in reverse and gives it back', async () => {
  const { leader, leases, did } = leaderOf();
  await leader.start();
  assert.deepEqual(did(), ['a starts', 'b starts']);
  await leader.stop();
  assert.deepEqual([did(), leases.names], [['b stops', 'a stops'], []]);
});

test('of two one leads; the other waits, and leads once the lease is free', async () => {
  const leases = new MemoryLeases();
  const first = leaderOf(leases);
  const second = leaderOf(leases);
  await first.leader.start();
  await second.leader.start();
  assert.deepEqual(second.did(), []);
  await first.leader.stop();
  second.clock.advance(1000);
  await eventually('the second leads', () => second.diary.length === 2);
  await second.leader.stop();
});

test('what stands by runs while somebody else leads, and never beside what it stands by for', async () => {
  const leases = new MemoryLeases();
  const first = leaderOf(leases, {}, true);
  const second = leaderOf(leases, {}, true);
  await first.leader.start();
  await second.leader.start();
  assert.deepEqual([first.did(), second.did()], [['a starts', 'b starts'], ['standby starts']]);
  assert.deepEqual([first.leader.leading, second.leader.leading], [true, false]);
  await first.leader.stop();
  second.clock.advance(1000);
  await eventually('the second leads', () => second.leader.leading);
  assert.deepEqual(second.did(), ['standby stops', 'a starts', 'b starts']);
  leases.lose('lead');
  await eventually('it stands by again', () => second.diary.includes('standby starts'));
  assert.deepEqual(second.did(), ['b stops', 'a stops', 'standby starts']);
  await second.leader.stop();
  assert.deepEqual([second.did(), second.leader.leading], [['standby stops'], false]);
});

test('when the lease is lost the services stop in reverse order, and start again with the next lease', async () => {
  const { leader, leases, clock, did, diary } = leaderOf();
  await leader.start();
  did();
  leases.lose('lead');
  await clock.asleep(1000);
  assert.deepEqual(did(), ['b stops', 'a stops']);
  clock.advance(1000);
  await eventually('it leads again', () => diary.length === 2);
  assert.deepEqual([did(), leases.names], [['a starts', 'b starts'], ['lead']]);
  await leader.stop();
});

test('a service that does not start ends the attempt; the lease is free for others, and it tries again', async () => {
  const { leader, leases, clock, did, diary, failures, trouble } = leaderOf(new MemoryLeases(), { start: 'b' });
  await leader.start();
  assert.deepEqual([did(), leases.names], [['a starts', 'b starts', 'b stops', 'a stops'], []]);
  delete trouble.start;
  await clock.asleep(1000);
  clock.advance(1000);
  await eventually('it leads', () => diary.length === 2);
  await leader.stop();
  assert.deepEqual(failures, ['b does not start']);
});

test('a service that does not stop keeps neither the others going nor the lease', async () => {
  const { leader, leases, did, failures } = leaderOf(new MemoryLeases(), { stop: 'b' });
  await leader.start();
  await leader.stop();
  assert.deepEqual([did(), leases.names, failures], [['a starts', 'b starts', 'b stops', 'a stops'], [], ['b does not stop']]);
});

test('a database that is away is asked again', async () => {
  const leases = new MemoryLeases();
  let away = true;
  const tryAcquire = leases.tryAcquire.bind(leases);
  leases.tryAcquire = (...args) => (away ? Promise.reject(new Error('away')) : tryAcquire(...args));
  const { leader, clock, diary, failures } = leaderOf(leases);
  await leader.start();
  away = false;
  await clock.asleep(1000);
  clock.advance(1000);
  await eventually('it leads', () => diary.length === 2);
  await leader.stop();
  assert.deepEqual(failures, ['away']);
});

test('who never led ends at once', async () => {
  const leases = new MemoryLeases();
  await leases.tryAcquire('lead', () => undefined);
  const { leader, did } = leaderOf(leases);
  await leader.start();
  await leader.stop();
  assert.deepEqual([did(), leases.names], [[], ['lead']]);
});
