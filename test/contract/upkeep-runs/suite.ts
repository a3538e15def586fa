import type { Test } from 'tap';
import type { NewUpkeepRun, UpkeepRuns } from '../../../application/ports/upkeep-runs.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';

const noon = new Date('2026-01-01T12:00:00Z');
const later = new Date('2026-01-01T12:05:00Z');

export const aRun = (n: number, more: Partial<NewUpkeepRun> = {}): NewUpkeepRun => ({
  id: naturalId('upkeep run', n),
  kind: 'log_copy',
  asked: { to: 'postgres://me:********@db:5432/copy' },
  askedBy: 'user 1',
  askedAt: noon,
  ...more,
});

/** What every adapter promises. */
export async function upkeepRunsContract(t: Test, open: (t: Test) => Promise<UpkeepRuns>): Promise<void> {
  await t.test('given a run, it runs with what was asked for until it has ended, and keeps what it came to', async (t) => {
    const runs = await open(t);
    const run = aRun(1);
    await runs.begin(run);
    const fresh = { state: 'running', phase: null, done: 0, total: null, endedAt: null, result: null, problem: null };
    t.strictSame(await runs.find(run.id), { ...run, ...fresh });
    t.strictSame(await runs.running(), { ...run, ...fresh });

    t.equal(await runs.advance(run.id, { phase: 'copying', done: 5_000_000_000, total: 6_000_000_000 }), false);
    t.match(await runs.find(run.id), { phase: 'copying', done: 5_000_000_000, total: 6_000_000_000, state: 'running' });

    await runs.end(run.id, { state: 'done', result: { events: 3, checkpoints: [{ name: 'mailer' }] } }, later);
    t.match(await runs.find(run.id), {
      state: 'done',
      result: { events: 3, checkpoints: [{ name: 'mailer' }] },
      endedAt: later,
      problem: null,
    });
    t.equal(await runs.running(), null);
  });

  await t.test('given one that has ended, nothing changes it', async (t) => {
    const runs = await open(t);
    const { id } = aRun(1);
    await runs.begin(aRun(1));
    await runs.end(id, { state: 'failed', problem: 'to: it is away.' }, later);
    const ended = await runs.find(id);
    await runs.end(id, { state: 'done', result: {} }, noon);
    t.equal(await runs.advance(id, { phase: 'x', done: 1, total: 1 }), false);
    t.equal(await runs.wishEnded(id), false);
    t.strictSame(await runs.find(id), ended);
    t.match(ended, { state: 'failed', problem: 'to: it is away.', result: null });
  });

  await t.test('given a wish that it ends, whoever carries it out hears of it', async (t) => {
    const runs = await open(t);
    const { id } = aRun(1);
    await runs.begin(aRun(1));
    t.equal(await runs.wishEnded(id), true);
    t.equal(await runs.advance(id, { phase: null, done: 0, total: null }), true);
    t.match(await runs.find(id), { state: 'running' }, 'it still runs until that one says otherwise');
  });

  await t.test('given one that runs, no second one is entered', async (t) => {
    const runs = await open(t);
    await runs.begin(aRun(1));
    await t.rejects(runs.begin(aRun(2)));
    t.equal(await runs.find(aRun(2).id), null);
  });

  await t.test('given several, they are listed in pages, the newest first', async (t) => {
    const runs = await open(t);
    for (const n of [1, 2, 3]) {
      await runs.begin(aRun(n));
      await runs.end(aRun(n).id, { state: 'cancelled', problem: 'Broken off.' }, later);
    }
    const { rows, count } = await runs.list({ offset: 1, limit: 2 });
    t.strictSame([rows.map(({ id }) => id), count], [[aRun(2).id, aRun(1).id], 3]);
    t.equal(await runs.find(naturalId('none')), null);
  });
}
