import { test } from 'tap';
import type { ClaimedJob } from '../../../application/ports/open-jobs.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { idOf, jobBench, jobOf } from '../../support/jobs.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestScope } from '../../support/postgres.ts';

const now = new Date('2026-03-02T10:00:00Z');
const later = new Date('2026-03-02T10:05:00Z');

async function benchOn(t: TestScope) {
  const database = await migratedDatabase(t);
  const bench = jobBench(database.pool(), systemClock);
  const claimed = async (id: string): Promise<ClaimedJob> => {
    const claim = await bench.jobs.claim(id, now, 60_000);
    if (claim.kind !== 'claimed') throw new Error(`It is ${claim.kind}.`);
    return claim.job;
  };
  return { ...bench, claimed };
}

test('given an open job, when many claim it, then one of them has it, with all it must know', async (t) => {
  const { jobs, open } = await benchOn(t);
  await open(jobOf('a', 1, { of: 'x' }));
  const claims = await Promise.all(Array.from({ length: 8 }, () => jobs.claim(idOf('a'), now, 60_000)));
  t.match(
    claims.filter(({ kind }) => kind === 'claimed'),
    [{ job: { ...jobOf('a', 1, { of: 'x' }), id: idOf('a'), attempts: 0, term: 1 } }],
  );
  t.equal(claims.filter(({ kind }) => kind === 'later').length, 7);
});

test('given jobs of one key, then they are claimed one after the other, in their order; other keys are their own', async (t) => {
  const { jobs, open, claimed } = await benchOn(t);
  await open(jobOf('a', 2), jobOf('a', 1), jobOf('b', 1));
  t.same([...(await jobs.ready(now, 10))].sort(), [idOf('a', 2), idOf('b', 1)].sort());
  t.match(await jobs.claim(idOf('a', 1), now, 60_000), { kind: 'none' });
  const first = await claimed(idOf('a', 2));
  await claimed(idOf('b', 1));
  t.match(await jobs.claim(idOf('a', 1), now, 60_000), { kind: 'none' });
  t.equal(await jobs.done(first), idOf('a', 1));
  t.equal(await jobs.done(await claimed(idOf('a', 1))), null);
  t.match(await jobs.claim(idOf('a', 1), now, 60_000), { kind: 'none' }, 'it is gone');
});

test('given a claim whose lease is over, then another may have it, and the first can say nothing more', async (t) => {
  const { jobs, open, claimed, expire, left } = await benchOn(t);
  await open(jobOf('a'));
  const dead = await claimed(idOf('a'));
  t.same(await jobs.ready(now, 10), []);
  await expire(idOf('a'));
  t.same(await jobs.ready(now, 10), [idOf('a')]);
  const next = await claimed(idOf('a'));
  t.equal(next.term, 2);
  t.equal(await jobs.renew(dead, 60_000), false);
  t.equal(await jobs.renew(next, 60_000), true);
  await jobs.park(dead, now, 'no', 5);
  await jobs.postpone(dead, later, 3);
  await jobs.done(dead);
  t.same(await left(), ['a1']);
  t.match(await jobs.claim(idOf('a'), now, 60_000), { kind: 'later' }, 'the second still has it');
  await jobs.done(next);
  t.same(await left(), []);
});

test('given a job that was postponed, then it is claimed from its time on, with its attempts', async (t) => {
  const { jobs, open, claimed } = await benchOn(t);
  await open(jobOf('a'));
  await jobs.postpone(await claimed(idOf('a')), later, 3);
  t.same(await jobs.claim(idOf('a'), now, 60_000), { kind: 'later', at: later });
  t.same(await jobs.ready(now, 10), []);
  t.same(await jobs.ready(later, 10), [idOf('a')]);
  t.match(await jobs.claim(idOf('a'), later, 60_000), { kind: 'claimed', job: { attempts: 3 } });
});

test('given a parked job, then what has its key waits behind it', async (t) => {
  const { jobs, parked, open, claimed, left } = await benchOn(t);
  await open(jobOf('a', 1), jobOf('a', 2), jobOf('a', 3), jobOf('b', 1));
  await jobs.park(await claimed(idOf('a', 1)), now, '550 never', 5);
  t.same(await jobs.ready(now, 10), [idOf('b', 1)]);
  t.match(await jobs.claim(idOf('a', 1), now, 60_000), { kind: 'none' });
  t.match(await jobs.claim(idOf('a', 2), now, 60_000), { kind: 'none' });
  t.match(await parked.find(idOf('a', 1)), { key: 'a', reason: '550 never', attempts: 5, parked: now, behind: 2 });
  t.equal(await parked.find(idOf('a', 2)), null);
  t.same(await left(), ['(a1)', 'a2', 'a3', 'b1']);
});

test('given parked jobs, then they are listed in parts, by reactor and key', async (t) => {
  const { jobs, parked, open, claimed } = await benchOn(t);
  const keys = ['a', 'b', 'c', 'd', 'e'];
  await open(...keys.map((key) => jobOf(key)));
  for (const key of keys) await jobs.park(await claimed(idOf(key)), now, 'no', 5);
  const first = await parked.list({}, { after: null, limit: 3, withCount: true });
  const second = await parked.list({}, { after: first.next, limit: 3, withCount: false });
  t.same(
    [first, second].map(({ rows, count }) => [rows.map(({ key }) => key), count]),
    [
      [['a', 'b', 'c'], 5],
      [['d', 'e'], null],
    ],
  );
  t.equal(second.next, null);
  const filtered = async (filter: object) => (await parked.list(filter, { after: ['none'], limit: 9, withCount: false })).rows.length;
  t.same(await Promise.all([{ key: 'c' }, { reactor: 'bell' }, { reactor: 'mailer' }].map(filtered)), [1, 5, 0]);
});

test('given a parked job, when it is replayed or discarded, then that takes effect once and is kept', async (t) => {
  const { jobs, parked, open, claimed, left } = await benchOn(t);
  await open(jobOf('a', 1), jobOf('a', 2), jobOf('b', 1));
  for (const key of ['a', 'b']) await jobs.park(await claimed(idOf(key)), now, `${key} failed`, 5);
  const decision = { by: { kind: 'user', id: '7' }, why: 'mended' } as const;
  const replays = await Promise.all([1, 2, 3].map(() => parked.replay(idOf('a', 1), decision, later)));
  t.same([...replays].sort(), [false, false, true]);
  t.match(await jobs.claim(idOf('a', 1), later, 60_000), { kind: 'claimed', job: { attempts: 0 } });
  t.equal(await parked.discard(idOf('a', 1), decision), undefined, 'not parked any more');
  t.equal(await parked.discard(idOf('b', 1), { ...decision, why: 'enough' }), null);
  t.same(await left(), ['a1', 'a2']);
  const about = { by: { kind: 'user', id: '7' }, reactor: 'bell', attempts: 5, time: Date };
  t.match(await parked.decisions(10), [
    { ...about, decision: 'discarded', why: 'enough', jobId: idOf('b', 1), key: 'b', reason: 'b failed' },
    { ...about, decision: 'replayed', why: 'mended', jobId: idOf('a', 1), key: 'a', reason: 'a failed' },
  ]);
});

test('given a parked job with others behind it, when it is discarded, then the next of its key is told', async (t) => {
  const { jobs, parked, open, claimed } = await benchOn(t);
  await open(jobOf('a', 1), jobOf('a', 2));
  await jobs.park(await claimed(idOf('a', 1)), now, 'no', 5);
  t.equal(await parked.discard(idOf('a', 1), { by: { kind: 'user', id: '7' }, why: 'no' }), idOf('a', 2));
});
