import { test, type Test } from 'tap';
import { copyLog } from '../../../application/log/copy/copy-log.ts';
import { GrownMeanwhile } from '../../../application/ports/log-import.ts';
import { PostgresImport } from '../../../infrastructure/event-store/postgres/postgres-import.ts';
import { newEvent, newEvents, newStream, readOn } from '../../contract/event-store/events.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { takenIn } from '../../support/taken-in.ts';
import { instancesOn } from './postgres-log.ts';

async function emptyLog(t: Test) {
  const database = await migratedDatabase(t);
  const instances = instancesOn(database.address);
  const into = new PostgresImport(database.connection);
  t.teardown(async () => {
    await into.close();
    await instances.close();
  });
  return { store: instances.store, into };
}

test('a log in PostgreSQL, copied into another, is the same, whatever stands in its events', async (t) => {
  const [from, to] = [await emptyLog(t), await emptyLog(t)];
  const odd = ['', '\u0000', '"', '\\', '{a,b}', 'ſ⸗ꝛ 🜍', null, 1e-7, [null, [], {}], { 'a.b': 'NULL' }];
  for (const stream of [newStream(), newStream('{odd,"name')]) {
    await from.store.append(
      stream,
      'no_stream',
      odd.map((data) => newEvent({ data }, 'It\'s "odd", \\ {so}')),
    );
    await from.store.append(newStream(), 'no_stream', newEvents(500));
    await from.store.append(stream, odd.length - 1, [{ ...newEvent(), version: 3 }]);
  }

  const outcome = await copyLog({ from: from.store, to: to.store, into: to.into });

  t.equal(outcome.copied, 2 * (odd.length + 501));
  t.strictSame(
    (await readOn(to.store)).map(({ position: _, ...event }) => event),
    (await readOn(from.store)).map(({ position: _, ...event }) => event),
  );
});

test('what is taken in can be read and appended to at once, and a stream is where it was', async (t) => {
  const [from, to] = [await emptyLog(t), await emptyLog(t)];
  const stream = newStream();
  const first = await from.store.append(stream, 'no_stream', newEvents(3));
  await copyLog({ from: from.store, to: to.store, into: to.into });
  t.match(await to.store.append(stream, first.revision, [newEvent()]), { revision: 3, written: true });
  t.equal((await to.store.readStream(stream)).length, 4);
});

test('nothing is taken in behind a head that is another by now, and nothing of a page of which one event is there', async (t) => {
  const [from, to] = [await emptyLog(t), await emptyLog(t)];
  await from.store.append(newStream(), 'no_stream', newEvents(3));
  const events = await readOn(from.store);
  await takenIn(to.into, 0n, events.slice(0, 1));
  const head = await to.store.head();
  await to.store.append(newStream(), 'no_stream', [newEvent()]);
  await t.rejects(takenIn(to.into, head, events.slice(1)), GrownMeanwhile);
  await t.rejects(takenIn(to.into, await to.store.head(), [...events.slice(1), events[0]!]), { code: '23505' });
  t.equal((await readOn(to.store)).length, 2);
});
