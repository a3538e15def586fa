import { test } from 'tap';
import { parkedOperations } from '../../../../../interfaces/rest/colophon/parked/index.ts';
import { idOf, jobOf } from '../../../../support/jobs.ts';
import { restBench } from '../../../../support/rest-bench.ts';
import type { TestScope } from '../../../../support/postgres.ts';

const now = new Date('2026-03-02T10:00:00Z');

/** Three parked jobs, of which the first has another behind it. */
async function parkedBench(t: TestScope) {
  const bench = await restBench(t, parkedOperations);
  const { open, jobs } = bench.parking;
  await open(jobOf('a', 1), jobOf('a', 2), jobOf('b', 1), jobOf('c', 1));
  for (const key of ['a', 'b', 'c']) {
    const claim = await jobs.claim(idOf(key), now, 60_000);
    if (claim.kind === 'claimed') await jobs.park(claim.job, now, `${key}: 550 never`, 5);
  }
  const admin = bench.person({ admin: true });
  return { ...bench, admin, ...bench.parking };
}

test('parked jobs', async (t) => {
  const { ask, admin, person, left, ringer, parked, queue } = await parkedBench(t);

  await t.test('given three, then they are listed with their reasons, the oldest first, in parts and by key', async (t) => {
    const { status, body } = await ask('GET', '/colophon/parked/?page_size=2&with_count=true', { as: admin });
    t.equal(status, 200);
    t.match(body, { count: 3, results: [{ id: idOf('a') }, { id: idOf('b') }] });
    t.strictSame(body.results[0], {
      id: idOf('a'),
      kind: 'bell',
      key: 'a',
      reason: 'a: 550 never',
      attempts: 5,
      time: now.toISOString(),
      event_id: jobOf('a').eventId,
      behind: 1,
    });
    const cursor = new URL(body.next).searchParams.get('cursor');
    t.match((await ask('GET', `/colophon/parked/?cursor=${cursor}`, { as: admin })).body, { results: [{ id: idOf('c') }], next: null });
    const listed = async (query: string) => (await ask('GET', `/colophon/parked/?${query}`, { as: admin })).body.results.length;
    t.strictSame([await listed('key=b'), await listed('kind=bell'), await listed('kind=bell&key=z')], [1, 3, 0]);
    t.match(await ask('GET', '/colophon/parked/?kind=nosuch', { as: admin }), { status: 400, body: { kind: [/one of bell/] } });
  });

  await t.test('given others than instance admins, then they see and decide nothing', async (t) => {
    const bob = person();
    for (const [method, path] of [
      ['GET', '/colophon/parked/'],
      ['GET', '/colophon/parking-decisions/'],
      ['POST', `/colophon/parked/${idOf('a')}/replay/`],
      ['POST', `/colophon/parked/${idOf('a')}/discard/`],
    ] as const) {
      t.match(await ask(method, path, { body: method === 'POST' ? { reason: 'x' } : undefined }), { status: 401 });
      t.match(await ask(method, path, { as: bob, body: method === 'POST' ? { reason: 'x' } : undefined }), { status: 403 });
    }
    t.strictSame(await left(), ['(a1)', 'a2', '(b1)', '(c1)']);
  });

  await t.test('when one is replayed, then it is open again, with those behind it; once', async (t) => {
    const path = `/colophon/parked/${idOf('a')}/replay/`;
    t.match(await ask('POST', path, { as: admin, body: {} }), { status: 200, body: { replayed: 2 } });
    t.match(await ask('POST', path, { as: admin, body: {} }), { status: 404 });
    t.strictSame(await left(), ['a1', 'a2', '(b1)', '(c1)']);
    t.strictSame(queue.waiting, [idOf('a')]);
  });

  await t.test('when one is discarded, a reason is needed, and it is gone', async (t) => {
    const path = `/colophon/parked/${idOf('b')}/discard/`;
    t.match(await ask('POST', path, { as: admin, body: {} }), { status: 400, body: { reason: [String] } });
    t.match(await ask('POST', path, { as: admin, body: { reason: '  ' } }), { status: 400 });
    t.match(await ask('POST', path, { as: admin, body: { reason: 'moved' } }), { status: 204 });
    t.match(await ask('POST', path, { as: admin, body: { reason: 'moved' } }), { status: 404 });
    t.strictSame(await left(), ['a1', 'a2', '(c1)']);
  });

  await t.test('then the handler was told, and who decided what and why is kept', async (t) => {
    t.strictSame(ringer.decided, [`a1 replayed by ${admin.id}`, `b1 discarded by ${admin.id}: moved`]);
    t.match(await parked.decisions(9), [
      { decision: 'discarded', by: { kind: 'user', id: String(admin.id) }, why: 'moved', jobId: idOf('b'), reason: 'b: 550 never' },
      { decision: 'replayed', by: { kind: 'user', id: String(admin.id) }, why: null, jobId: idOf('a'), reason: 'a: 550 never' },
    ]);
    const told = await ask('GET', '/colophon/parking-decisions/', { as: admin });
    t.match(told, {
      status: 200,
      body: [
        { decision: 'discarded', why: 'moved', job_id: idOf('b'), kind: 'bell', key: 'b', reason: 'b: 550 never', attempts: 5 },
        { decision: 'replayed', by: { kind: 'user', id: String(admin.id) }, why: null, job_id: idOf('a'), event_id: jobOf('a').eventId },
      ],
    });
  });
});
