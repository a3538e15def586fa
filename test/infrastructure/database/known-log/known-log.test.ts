import { test, type Test } from 'tap';
import { copyLog } from '../../../../application/log/copy/copy-log.ts';
import { AppendInOrder } from '../../../../application/log/copy/append-in-order.ts';
import type { EventStore, Position } from '../../../../application/ports/event-store.ts';
import { MemoryEventStore } from '../../../../infrastructure/event-store/memory/memory-event-store.ts';
import { AnotherLog } from '../../../../infrastructure/database/known-log/another-log.ts';
import { openLogAgain } from '../../../../infrastructure/database/known-log/closed-log.ts';
import { heldPositions } from '../../../../infrastructure/database/known-log/held-positions.ts';
import { recogniseLog } from '../../../../infrastructure/database/known-log/known-log.ts';
import { noteCopy } from '../../../../infrastructure/database/known-log/log-copies.ts';
import { identityOf } from '../../../../infrastructure/database/known-log/log-identity.ts';
import { PostgresCheckpoints } from '../../../../infrastructure/database/postgres-checkpoints.ts';
import { PostgresLeases } from '../../../../infrastructure/database/postgres-leases.ts';
import { newEvent, newEvents, newStream } from '../../../contract/event-store/events.ts';
import { instancesOn } from '../../event-store/postgres-log.ts';
import { readModelDatabase } from '../../../support/read-model-database.ts';

/** A database with a log of six events, and a reactor that has worked on four of them. */
async function installation(t: Test) {
  const database = await readModelDatabase(t);
  const pool = database.pool({ max: 4 });
  const { store, close } = instancesOn(database.address);
  t.teardown(close);
  await store.append(newStream(), 'no_stream', newEvents(4));
  const worked = await store.head();
  await store.append(newStream(), 'no_stream', newEvents(2));
  await new PostgresCheckpoints(pool).save('mailer', worked);
  await new PostgresCheckpoints(pool).effectiveFrom('mailer', async () => worked - 1n);
  return { database, pool, store, worked, recognise: (other: EventStore) => recogniseLog(pool, asIn(other, store)) };
}

type Installation = Awaited<ReturnType<typeof installation>>;

/** Any store but the one in the database stands for one of another kind. */
const asIn = (store: EventStore, own: EventStore) => ({ kind: store === own ? 'postgres' : 'eventstoredb', store }) as const;

/** A copy in another store, whose positions are others, noted in the database. */
async function copyElsewhere(
  { pool, store }: Installation,
  to: EventStore = new MovedStore(),
  from: EventStore = store,
): Promise<EventStore> {
  const checkpoints = await heldPositions(pool);
  const copied = await copyLog({ from, to, into: new AppendInOrder(() => to), checkpoints: async () => checkpoints });
  const { kind } = asIn(to, store);
  await noteCopy(pool, await identityOf(kind, to), { copiedTo: copied.fromPosition, positions: copied.checkpoints });
  return to;
}

/** Positions are a hundred times what they are in memory, as if bytes were counted. */
class MovedStore extends MemoryEventStore {
  override async append(...args: Parameters<EventStore['append']>) {
    const appended = await super.append(...args);
    const positions = appended.positions.map((position) => position * 100n);
    return { ...appended, positions, position: appended.position * 100n };
  }

  override async readAll(after: Position, limit: number) {
    const page = await super.readAll(after / 100n, limit);
    const events = page.events.map((event) => ({ ...event, position: event.position * 100n }));
    return { ...page, events, position: page.position * 100n };
  }
}

const checkpoint = ({ pool }: Installation): Promise<Position | null> => new PostgresCheckpoints(pool).load('mailer');

/** Where the reactor has begun: to what lies before it never reacts, so nobody gets a second mail. */
const effectiveFrom = ({ pool }: Installation): Promise<Position> => new PostgresCheckpoints(pool).effectiveFrom('mailer', async () => 0n);

test('the log that the database was filled from is recognised at every start, a new one at the first', async (t) => {
  const here = await installation(t);
  await here.recognise(here.store);
  await here.recognise(here.store);
  t.equal(await checkpoint(here), here.worked);

  const fresh = await readModelDatabase(t);
  const pool = fresh.pool();
  const [empty, other] = [new MemoryEventStore(), new MemoryEventStore()];
  await recogniseLog(pool, { kind: 'eventstoredb', store: empty });
  await empty.append(newStream(), 'no_stream', [newEvent()]);
  await recogniseLog(pool, { kind: 'eventstoredb', store: empty });
  await other.append(newStream(), 'no_stream', [newEvent()]);
  await t.rejects(recogniseLog(pool, { kind: 'eventstoredb', store: other }), AnotherLog);
});

test('another log is refused, an empty one and a copy that nobody noted too, and nothing changes', async (t) => {
  const here = await installation(t);
  const filled = new MovedStore();
  await filled.append(newStream(), 'no_stream', [newEvent()]);
  for (const other of [new MovedStore(), filled])
    await t.rejects(here.recognise(other), {
      name: 'AnotherLog',
      message: /Copy the log with "colophon log copy".*COLOPHON_EVENT_STORE_URL/,
    });
  await here.recognise(here.store);
  t.equal(await checkpoint(here), here.worked);
});

test('a copy takes the place of the log: reactors stand behind the same event, read models are made anew, the old log is closed', async (t) => {
  const here = await installation(t);
  const copy = await copyElsewhere(here);
  await here.recognise(copy);
  t.equal(await checkpoint(here), 400n);
  t.equal(await effectiveFrom(here), 300n);
  const { rows } = await here.pool.query(`select count(*)::integer as tables from pg_tables where schemaname = 'read'`);
  t.strictSame(rows, [{ tables: 0 }]);
  await t.rejects(here.store.append(newStream(), 'no_stream', [newEvent()]), /the_log_has_moved_to_another_event_store/);
  await t.rejects(here.recognise(here.store), AnotherLog, 'there is no way back without a copy');
  await here.recognise(copy);
  t.equal(await checkpoint(here), 400n, 'translated once');
});

test('there is a way back, by copying back', async (t) => {
  const here = await installation(t);
  const copy = await copyElsewhere(here);
  await here.recognise(copy);
  await copy.append(newStream(), 'no_stream', [newEvent()]);
  await new PostgresCheckpoints(here.pool).save('mailer', 700n);

  await openLogAgain(here.pool);
  await copyElsewhere(here, here.store, copy);
  await here.recognise(here.store);

  t.equal(await checkpoint(here), await here.store.head());
  t.ok(await here.store.append(newStream(), 'no_stream', [newEvent()]));
});

test('a copy is refused when the log has grown since, or a reactor has moved on, or a server works on the log', async (t) => {
  const grown = await installation(t);
  const copy = await copyElsewhere(grown);
  await grown.store.append(newStream(), 'no_stream', [newEvent()]);
  await t.rejects(grown.recognise(copy), { name: 'AnotherLog', message: /the log has grown.*"colophon log copy" again/ });
  t.ok(await grown.store.append(newStream(), 'no_stream', [newEvent()]), 'the log is still open');

  const moved = await installation(t);
  const other = await copyElsewhere(moved);
  await new PostgresCheckpoints(moved.pool).save('mailer', await moved.store.head());
  await t.rejects(moved.recognise(other), { name: 'AnotherLog', message: /the checkpoint mailer has moved on/ });

  const served = await installation(t);
  const third = await copyElsewhere(served);
  const lease = await new PostgresLeases(served.database.connection, served.pool).tryAcquire('dispatcher', () => undefined);
  await t.rejects(served.recognise(third), { name: 'AnotherLog', message: /a server still works/ });
  await lease?.release();
  await served.recognise(third);
  t.equal(await checkpoint(served), 400n);
});
