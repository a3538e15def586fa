import type { Pool } from 'pg';
import { test } from 'tap';
import { DatabaseGuard } from '../../../infrastructure/container/database-guard.ts';
import type { OpenedDatabase } from '../../../infrastructure/container/open-database.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { quiet } from '../../support/quiet.ts';

/** A guard over a database that is killed, and started again by `reopen` unless it is broken for good. */
function guarded() {
  const clock = new ManualClock();
  const at = { asked: 0, reopened: 0, alive: true, ended: false, broken: false };
  const said: string[] = [];
  const pool = {
    get ended() {
      return at.ended;
    },
    async query() {
      at.asked += 1;
      if (!at.alive) throw new Error('connection refused');
    },
  } as unknown as Pool;
  const database: OpenedDatabase = {
    address: 'postgres://localhost/colophon',
    home: null,
    async reopen() {
      at.reopened += 1;
      if (at.broken) throw new Error('damaged');
      at.alive = true;
    },
    close: async () => undefined,
  };
  const say = (_about: object, message: string): void => void said.push(message);
  const guard = new DatabaseGuard(pool, database, clock, { ...quiet, info: say, warn: say, error: say });
  const passes = async (): Promise<void> => {
    await clock.asleep(500);
    const { asked } = at;
    clock.advance(500);
    await eventually('the database was asked', () => at.asked > asked);
    await settled();
  };
  return { guard, clock, at, said, passes };
}

test('a database that answers is left alone', async (t) => {
  const { guard, at, said, passes } = guarded();
  t.teardown(() => guard.stop());
  await guard.start();
  await passes();
  await passes();
  t.strictSame([at.reopened, said], [0, []]);
});

test('a database that was killed is started again within a second, as often as it is', async (t) => {
  const { guard, at, said, passes } = guarded();
  t.teardown(() => guard.stop());
  await guard.start();
  for (const times of [1, 2]) {
    at.alive = false;
    await passes();
    t.strictSame([at.alive, at.reopened], [true, times]);
    await passes();
    t.equal(at.reopened, times);
  }
  t.match(said, [/does not answer/, /does not answer/]);
});

test('a start that fails is said and tried again', async (t) => {
  const { guard, at, said, passes } = guarded();
  t.teardown(() => guard.stop());
  await guard.start();
  Object.assign(at, { alive: false, broken: true });
  await passes();
  t.match(said, [/does not answer/, /could not be started/]);
  at.broken = false;
  await passes();
  t.strictSame([at.alive, at.reopened], [true, 2]);
});

test('connections that the program has closed itself are no reason to start anything', async (t) => {
  const { guard, at, passes } = guarded();
  t.teardown(() => guard.stop());
  await guard.start();
  Object.assign(at, { alive: false, ended: true });
  await passes();
  t.equal(at.reopened, 0);
});

test('a guard that is stopped looks no more', async (t) => {
  const { guard, clock, at } = guarded();
  await guard.start();
  await clock.asleep(500);
  await guard.stop();
  await guard.stop();
  t.strictSame([clock.waits, at.asked], [[], 0]);
});
