import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { test, type Test } from 'tap';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import { takeLock } from '../../../infrastructure/event-store/postgres/statements.ts';
import type { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { newEvents, newStream } from '../../contract/event-store/events.ts';
import { testDatabase } from '../../support/postgres.ts';
import { eventually } from '../../support/eventually.ts';
import { instancesOn } from './postgres-log.ts';

/** Another program that has the lock of the log in hand, and appends at the last moment. */
class Rival {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async takeTurn(): Promise<void> {
    await this.#client.query('begin');
    await this.#client.query(takeLock);
  }

  /** Once somebody waits for the lock: his statement has looked at the log by then. */
  async appendAndLeave(stream: string, revision: number): Promise<void> {
    await eventually('a writer waits', async () => {
      const { rowCount } = await this.#client.query(
        `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
      );
      return rowCount === 1;
    });
    await this.#client.query(
      `insert into log.events (stream, revision, id, type, version, time, data, metadata) values ($1, $2, $3, 'Rivalled', 1, now(), '{}', '{}')`,
      [stream, revision, randomUUID()],
    );
    await this.#client.query('commit');
  }
}

async function contest(t: Test): Promise<{ readonly store: PostgresEventStore; readonly rival: Rival }> {
  const database = await testDatabase(t);
  await database.pool().query(logSchema);
  const instances = instancesOn(database.address);
  t.teardown(() => instances.close());
  const client = new pg.Client(database.connection);
  await client.connect();
  t.teardown(() => client.end());
  return { store: instances.store, rival: new Rival(client) };
}

test('an append whose place another program takes while it waits is refused, and those made with it are written', async (t) => {
  const { store, rival } = await contest(t);
  const [taken, free, alsoFree] = [newStream(), newStream(), newStream()];
  await rival.takeTurn();
  const appends = Promise.allSettled([
    store.append(free, 'no_stream', newEvents(2)),
    store.append(taken, 'no_stream', newEvents(3)),
    store.append(alsoFree, 'no_stream', newEvents(1)),
  ]);
  await rival.appendAndLeave(taken, 0);
  const [first, lost, second] = await appends;
  t.match(first, { status: 'fulfilled', value: { revision: 1 } });
  t.match(lost, { status: 'rejected', reason: { name: 'WrongExpectedRevision', actual: 0 } });
  t.match(second, { status: 'fulfilled', value: { revision: 0 } });
  t.equal((await store.readStream(taken)).length, 1, 'nothing of the loser was written');
});

test('the same, when it is alone', async (t) => {
  const { store, rival } = await contest(t);
  const taken = newStream();
  await rival.takeTurn();
  const lost = store.append(taken, 'no_stream', newEvents(1));
  await Promise.all([t.rejects(lost, { name: 'WrongExpectedRevision', actual: 0 }), rival.appendAndLeave(taken, 0)]);
});

test('an append that expects what another program writes while it waits goes in', async (t) => {
  const { store, rival } = await contest(t);
  const stream = newStream();
  await rival.takeTurn();
  const append = store.append(stream, 0, newEvents(2));
  await rival.appendAndLeave(stream, 0);
  t.equal((await append).revision, 2);
});
