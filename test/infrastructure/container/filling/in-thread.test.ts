import { test, type Test } from 'tap';
import { fillTaskLog } from '../../../../bench/task-log/fill.ts';
import { inThread } from '../../../../infrastructure/container/filling/in-thread.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { Interrupted } from '../../../../projections/engine/build/build-pass.ts';
import { fillHere } from '../../../../projections/engine/build/fill.ts';
import { changesSoFar } from '../../../../projections/engine/generations.ts';
import { carryOut } from '../../../../projections/engine/lifecycle/carry-out.ts';
import { prepareGenerations } from '../../../../projections/engine/prepare.ts';
import { freshGeneration } from '../../../../projections/engine/rebuild.ts';
import { tasks } from '../../../../projections/tasks/fold.ts';
import { migratedDatabase } from '../../../support/migrated.ts';

const going = new AbortController().signal;

/** The lives of a hundred tasks in a log, and tables of tasks to be filled. */
async function given(t: Test) {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  await fillTaskLog(pool, 1_000, 7);
  await prepareGenerations(pool, [tasks]);
  const fresh = () => freshGeneration(pool, tasks);
  return { database, pool, fresh, fill: inThread(database.address, { eventStoreUrl: undefined }), changes: () => changesSoFar(pool) };
}

test('given a log, when read models are filled in a thread, then their rows are those that are filled here', async (t) => {
  const { database, pool, fresh, fill, changes } = await given(t);
  const there = await fresh();

  t.equal(await fill([there], { changes: await changes(), signal: going }), true);

  const rows = await pool.query(`select * from ${there.source.relation} order by id`);
  await carryOut(pool, tasks, { act: { kind: 'cancel' }, actor: 'test' });
  const here = await fresh();
  const store = new PostgresEventStore(pool, database.connection, systemClock);
  t.teardown(() => store.close());
  await fillHere({ store, pool, clock: systemClock })([here], { changes: await changes(), signal: going });
  t.equal(rows.rowCount, 100);
  t.strictSame(rows.rows, (await pool.query(`select * from ${here.source.relation} order by id`)).rows);
});

test('given it is to end before it has begun, then it is not whole, and can be gone on with', async (t) => {
  const { fresh, fill, changes } = await given(t);
  const generation = await fresh();

  t.equal(await fill([generation], { changes: await changes(), signal: AbortSignal.abort() }), false);
  t.equal(await fill([generation], { changes: await changes(), signal: going }), true);
});

test('given a generation that is not to be built any more, when it is filled, then it is interrupted', async (t) => {
  const { pool, fresh, fill, changes } = await given(t);
  const generation = await fresh();
  await carryOut(pool, tasks, { act: { kind: 'pause' }, actor: 'test' });

  await t.rejects(fill([generation], { changes: await changes(), signal: going }), Interrupted);
});

test('given a table that refuses the rows, when it is filled, then the read model is named and why', async (t) => {
  const { pool, fresh, fill, changes } = await given(t);
  const generation = await fresh();
  await pool.query(`alter table ${generation.source.relation} drop column slug`);

  await t.rejects(fill([generation], { changes: await changes(), signal: going }), {
    name: 'FoldFailed',
    projection: 'tasks',
    message: /slug.* does not exist/,
  });
});

test('given a database that is away, when it is filled, then it says so', async (t) => {
  const { fresh, changes } = await given(t);
  const fill = inThread({ host: '127.0.0.1', port: 9, user: 'nobody', database: 'none' }, { eventStoreUrl: undefined });

  await t.rejects(fill([await fresh()], { changes: await changes(), signal: going }), /ECONNREFUSED/);
});

test('given rows that the limits of the thread do not hold, when it runs out of memory, then another one goes on without them', async (t) => {
  const { database, pool, fresh, changes } = await given(t);
  const generation = await fresh();
  const asked: number[] = [];
  const tiny = (generations: number) => {
    asked.push(generations);
    return { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };
  };
  const fill = inThread(database.address, { eventStoreUrl: undefined }, tiny);

  t.equal(await fill([generation], { changes: await changes(), signal: going }), true);

  t.strictSame(asked, [1]);
  t.equal((await pool.query(`select from ${generation.source.relation}`)).rowCount, 100);
});
