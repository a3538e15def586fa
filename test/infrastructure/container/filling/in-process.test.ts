import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { test, type Test } from 'tap';
import { fillTaskLog } from '../../../../bench/task-log/fill.ts';
import { inProcess } from '../../../../infrastructure/container/filling/in-process.ts';
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
import { until } from '../../../e2e/support/until.ts';

const going = new AbortController().signal;

/** The lives of a hundred tasks in a log, and tables of tasks to be filled. */
async function given(t: Test) {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  await fillTaskLog(pool, 1_000, 7);
  await prepareGenerations(pool, [tasks]);
  const fresh = () => freshGeneration(pool, tasks);
  return { database, pool, fresh, fill: inProcess(database.address, { eventStoreUrl: undefined }), changes: () => changesSoFar(pool) };
}

test('given a log, when read models are filled in a process, then their rows are those that are filled here', async (t) => {
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
  const fill = inProcess({ host: '127.0.0.1', port: 9, user: 'nobody', database: 'none' }, { eventStoreUrl: undefined });

  await t.rejects(fill([await fresh()], { changes: await changes(), signal: going }), /ECONNREFUSED/);
});

test('given rows that the limits of the process do not hold, when it runs out of memory, then another one goes on without them', async (t) => {
  const { database, pool, fresh, changes } = await given(t);
  const generation = await fresh();
  const asked: number[] = [];
  const tiny = (generations: number) => {
    asked.push(generations);
    return { old: 8, semiSpace: 1 };
  };
  const fill = inProcess(database.address, { eventStoreUrl: undefined }, tiny);

  t.equal(await fill([generation], { changes: await changes(), signal: going }), true);

  t.strictSame(asked, [1]);
  t.equal((await pool.query(`select from ${generation.source.relation}`)).rowCount, 100);
});

test('given it is killed, when read models are being filled, then it says so, and another one goes on', async (t) => {
  const { fresh, fill, changes } = await given(t);
  const generation = await fresh();
  const filling = fill([generation], { changes: await changes(), signal: going });
  process.kill(await until('it runs', () => fillerOf(process.pid)), 'SIGKILL');

  await t.rejects(filling, /ended without a word \(SIGKILL\)/);
  t.equal(await fill([generation], { changes: await changes(), signal: going }), true);
});

test('given a terminal that tells all processes to end, when read models are being filled, then the program alone decides', async (t) => {
  const { fresh, fill, changes } = await given(t);
  const filling = fill([await fresh()], { changes: await changes(), signal: going });
  const filler = await until('it runs', () => fillerOf(process.pid));
  await until('it lets others go first', () => getPriority(filler) === constants.priority.PRIORITY_BELOW_NORMAL);
  process.kill(filler, 'SIGINT');

  t.equal(await filling, true);
});

/** The process that this one has begun to fill read models. */
function fillerOf(pid: number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
  );
  const filler = children.find((child) => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('filler.ts'));
  if (filler === undefined) throw new Error('Nothing fills read models.');
  return Number(filler);
}
