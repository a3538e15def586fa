// A program of its own that shares the database of a home folder and does what its parent says: `program.ts <home>`.
import pg from 'pg';
import { EmbeddedPostgres, EmbeddedPostgresError } from '../../../../../infrastructure/database/embedded/embedded-postgres.ts';
import type { Answer, Order } from './messages.ts';

const database = new EmbeddedPostgres(process.argv[2] ?? '');
let pool: pg.Pool | undefined;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

async function open(): Promise<Answer> {
  pool = new pg.Pool({ ...(await database.open()), max: 4 });
  pool.on('error', () => undefined);
  const { rows } = await pool.query<{ started: string }>('select pg_postmaster_start_time()::text as started');
  return { kind: 'opened', started: rows[0]?.started ?? '' };
}

/** Writes rows until it dies; tells of each that the database acknowledged, and opens again when the database is lost. */
async function write(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const row = `${process.pid}/${writer}/${n}`;
    try {
      await pool?.query('insert into written (row) values ($1)', [row]);
      tell({ kind: 'acknowledged', row });
    } catch {
      await database.open();
      tell({ kind: 'reopened' });
    }
  }
}

async function obey(order: Order): Promise<Answer | undefined> {
  switch (order) {
    case 'open':
      return open();
    case 'write':
      await pool?.query('create table if not exists written (row text primary key)');
      void Promise.all([1, 2, 3].map(write));
      return undefined;
    case 'close':
      await pool?.end();
      await database.close();
      return { kind: 'closed' };
  }
}

process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  obey(order)
    .catch((error: unknown): Answer => ({
      kind: 'failed',
      code: error instanceof EmbeddedPostgresError ? error.code : 'other',
      message: String(error),
    }))
    .then((answer) => {
      if (answer !== undefined) tell(answer);
    });
});
tell({ kind: 'ready' });
