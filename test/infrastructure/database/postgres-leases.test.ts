import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'tap';
import { PostgresLeases } from '../../../infrastructure/database/postgres-leases.ts';
import { testDatabase, type TestScope } from '../../support/postgres.ts';
import { eventually } from '../../support/eventually.ts';

async function leasesOn(t: TestScope) {
  const database = await testDatabase(t);
  const pool = database.pool();
  /** The leases of one more program. */
  const program = (): PostgresLeases => new PostgresLeases(database.connection, pool);
  return { database, pool, program };
}

const nothing = (): void => undefined;

test('of two one holds a lease; released, the other gets it at once', async (t) => {
  const { program } = await leasesOn(t);
  const [one, other] = [program(), program()];
  const lease = await one.tryAcquire('lead', nothing);
  t.equal(lease?.name, 'lead');
  t.equal(await other.tryAcquire('lead', nothing), null);
  t.equal(await one.tryAcquire('lead', nothing), null, 'nor does the holder get it twice');
  await lease?.release();
  const next = await other.tryAcquire('lead', nothing);
  t.ok(next);
  await next?.release();
});

test('everybody sees whether a lease is held, each by its own name', async (t) => {
  const { program } = await leasesOn(t);
  const [one, other] = [program(), program()];
  t.equal(await other.isHeld('runner 1'), false);
  const lease = await one.tryAcquire('runner 1', nothing);
  const second = await one.tryAcquire('runner 2', nothing);
  t.same(await Promise.all(['runner 1', 'runner 2', 'runner 3'].map((name) => other.isHeld(name))), [true, true, false]);
  await lease?.release();
  t.same(await Promise.all(['runner 1', 'runner 2'].map((name) => other.isHeld(name))), [false, true]);
  await second?.release();
});

test('the leases of another database are others', async (t) => {
  const here = (await leasesOn(t)).program();
  const there = (await leasesOn(t)).program();
  const lease = await here.tryAcquire('lead', nothing);
  t.equal(await there.isHeld('lead'), false);
  const other = await there.tryAcquire('lead', nothing);
  t.ok(other);
  await lease?.release();
  await other?.release();
});

test('the lease of a program that was killed is free', async (t) => {
  const { database, program } = await leasesOn(t);
  const child = fork(join(import.meta.dirname, 'support/lease-holder.ts'), [database.url, 'lead'], { execArgv: [] });
  t.teardown(() => child.kill('SIGKILL'));
  t.same(await once(child, 'message'), ['held', undefined]);
  const leases = program();
  t.equal(await leases.isHeld('lead'), true);
  t.equal(await leases.tryAcquire('lead', nothing), null);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const lease = await eventually('the lease is free', () => leases.tryAcquire('lead', nothing));
  await lease.release();
});

test('who loses the connection is told, once; who releases is not', async (t) => {
  const { pool, program } = await leasesOn(t);
  const leases = program();
  let lost = 0;
  const lease = await leases.tryAcquire('lead', () => (lost += 1));
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'colophon lease lead'`);
  await eventually('the holder is told', () => lost > 0);
  t.equal(await leases.isHeld('lead'), false);
  await lease?.release();

  const again = await leases.tryAcquire('lead', () => (lost += 1));
  t.ok(again, 'free for the next');
  await again?.release();
  await again?.release();
  t.equal(await leases.isHeld('lead'), false);
  t.equal(lost, 1);
});
