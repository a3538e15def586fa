import { test } from 'tap';
import { databaseLine } from '../support/database-line.ts';
import { testDatabase } from '../support/postgres.ts';
import type { Rest } from './support/rest.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';

interface Run {
  readonly id: string;
  readonly state: string;
  readonly ended_at: string | null;
  readonly problem: string | null;
  readonly result: object | null;
}

const lost = { state: 'lost', ended_at: String, problem: /has gone\. The same request goes on where it was/, result: null };

const runOf = (rest: Rest, { id }: Run): Promise<Run> => rest.get<Run>(`/colophon/upkeep-run/${id}/`);
const ended = (rest: Rest, run: Run): Promise<Run> =>
  until('the run has ended', async () => {
    const now = await runOf(rest, run);
    return now.state === 'running' ? null : now;
  });

test('a log that is copied over the API into a store behind a line that carries nothing', async (t) => {
  const server = await Server.start(t);
  const rest = await server.user('ada@example.org', '--admin');
  const { connection } = await testDatabase(t);
  const line = await databaseLine(t, connection);
  const to = `postgres://${connection.user}@127.0.0.1:${line.port}/${connection.database}`;
  const copy = () => rest.post<Run>('/colophon/log/copy/', { to });
  line.goDead();

  await t.test('given the server is asked to end, then it does not wait for what does not let go', async (t) => {
    const run = await copy();
    t.match(run, { state: 'running', problem: null });
    t.equal((await server.term()).code, 0);
    await server.restart();
    t.match(await ended(rest, run), lost);
  });

  await t.test(
    'given the server is killed, then the run is lost too, and the same request comes to its end once the line heals',
    async (t) => {
      const run = await copy();
      await server.kill9();
      await server.restart();
      t.match(await ended(rest, run), lost);
      line.heal();
      t.match(await ended(rest, await copy()), { state: 'done', problem: null, result: { events: Number } });
    },
  );
});
