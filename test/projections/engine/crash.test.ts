import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { caughtUp, engine, holdsTheWorld, shownRows } from './engine.ts';
import { broken, filled, happen, made, moved } from './happenings.ts';
import { jars, total } from './jars.ts';

const program = fileURLToPath(new URL('projecting-program.ts', import.meta.url));

/** Lets the program project until it reaches the point for the n-th time, and kills it there. */
async function killedAt(url: string, point: string, occasion: number): Promise<void> {
  const child = spawn(process.execPath, [program, url, point, String(occasion)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  if (said.toString() !== 'reached\n') throw new Error(`unexpected: ${said.toString()}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

for (const [point, where, occasions] of [
  ['fold', 'in the middle of a page', [1, 25, 59]],
  ['commit', 'between the rows and the commit', [1, 2, 4]],
  ['committed', 'after a commit that it did not hear of', [1, 3, 4]],
] as const) {
  test(`a projector killed ${where}: the next one goes on, and each event has its effect once`, async (t) => {
    const { database, store, pool, projector } = await engine(t);
    await happen(store, ...Array.from({ length: 40 }, (_, n) => [made(n, 'top'), filled(n, n), moved(n, 'low')]).flat(), broken(3));

    for (const occasion of occasions) await killedAt(database.url, point, occasion);
    await caughtUp(projector());

    await holdsTheWorld(t, { store, pool });
    t.strictSame([...(await shownRows(total, pool)).values()], [{ id: 'all', marbles: (39 * 40) / 2 }]);
    t.strictSame(await differencesFromRebuild({ store, pool, projections: [jars, total] }), []);
  });
}

test('a connection cut in the middle of a page: the projector says so and goes on by itself', async (t) => {
  const { store, pool, projector, said, heard } = await engine(t);
  const running = await caughtUp(projector());
  const holder = await pool.connect();
  await holder.query('begin; select from ops.checkpoints for update');
  const end = await happen(store, made(1), filled(1, 2));

  await until(async () => {
    const { rowCount } = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  });
  await heard(/trying again/);
  await holder.query('rollback');
  holder.release();

  t.equal(await running.readSide.waitFor(end, 5000), true);
  await holdsTheWorld(t, { store, pool });
  t.strictSame(new Set(said.map(({ level }) => level)), new Set(['warn']));
});

test('a database server that crashed and lost its last commits: they are made again, though nothing new happens', async (t) => {
  const { database, store, pool, projector } = await engine(t);
  await happen(store, made(1), filled(1, 2));
  const running = await caughtUp(projector({ pool: database.pool({ applicationName: 'projecting' }) }));
  const end = await happen(store, filled(1, 3));
  await running.readSide.waitFor(end, 5000);

  await pool.query(
    'begin; delete from read.jars_g1; delete from read.shelves_g1; delete from read.total_g1; update ops.checkpoints set position = 0; commit',
  );
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'projecting'`,
  );

  await until(async () => (await shownRows(total, pool)).size > 0);
  await running.readSide.waitFor(end, 5000);
  await holdsTheWorld(t, { store, pool });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
