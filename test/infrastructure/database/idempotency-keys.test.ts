import { test } from 'tap';
import { PostgresIdempotencyKeys } from '../../../infrastructure/database/postgres-idempotency-keys.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';

const day = 86_400_000;

test('a key stands for the request it was first used for, per scope, also for another server', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  const clock = new SteppingClock();
  const keys = new PostgresIdempotencyKeys(pool, clock);
  const first = await keys.claim('user 1', 'k', 'digest');
  t.same(first, clock.now());
  clock.advance(7 * day);
  t.same(await new PostgresIdempotencyKeys(pool, clock).claim('user 1', 'k', 'digest'), first);
  t.equal(await keys.claim('user 1', 'k', 'other'), null);
  t.same(await keys.claim('user 2', 'k', 'other'), clock.now());
});

test('after seven days a key is free for another request, which is another command', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  const clock = new SteppingClock();
  const keys = new PostgresIdempotencyKeys(pool, clock);
  const first = await keys.claim('user 1', 'k', 'digest');
  clock.advance(7 * day + 1);
  const second = await keys.claim('user 1', 'k', 'other');
  t.same(second, clock.now());
  t.not(second?.getTime(), first?.getTime());
});

test('old keys are swept', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  const clock = new SteppingClock();
  await new PostgresIdempotencyKeys(pool, clock).claim('user 1', 'k', 'digest');
  clock.advance(7 * day + 1);
  await new PostgresIdempotencyKeys(pool, clock).claim('user 1', 'm', 'digest');
  const { rows } = await pool.query('select key from ops.idempotency_keys');
  t.same(rows, [{ key: 'm' }]);
});

test('two requests at once with one key agree on which was first', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  const keys = new PostgresIdempotencyKeys(pool, new SteppingClock());
  const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => keys.claim('user 1', 'k', n % 2 === 0 ? 'even' : 'odd')));
  t.equal(claims.filter((since) => since !== null).length, 4);
});
