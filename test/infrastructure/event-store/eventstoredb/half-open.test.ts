import { test } from 'tap';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { idsOf, newEvents, newStream } from '../../../contract/event-store/events.ts';
import { follow } from '../../../contract/event-store/following.ts';
import { databaseLine } from '../../../support/database-line.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { instancesOn } from './instances.ts';

test('given a line that carries nothing any more, and takes new connections in silence: all say so, and go on once it heals', async (t) => {
  const standIn = await StandIn.open();
  const { port } = new URL(standIn.url);
  const line = await databaseLine(t, { host: '127.0.0.1', port: Number(port) });
  const instances = instancesOn(standIn.url.replace(port, String(line.port)));
  t.teardown(async () => {
    await instances.close();
    standIn.kill();
  });
  const { store } = instances;
  const [stream, events] = [newStream(), newEvents(3)];
  const following = follow(await instances.another(), 0n, [stream]);
  await store.append(stream, 'no_stream', events.slice(0, 1));
  await following.until(1);
  const away = { append: 0, read: 0 };
  const patiently = async <T>(what: keyof typeof away, ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        // The first time it was the old line that was silent, the second time a new one.
        if (++away[what] === 2 && Object.values(away).every((times) => times >= 2)) line.heal();
        await systemClock.wait(20);
      }
    }
  };

  line.goDead();

  const [appended, read] = await Promise.all([
    patiently('append', () => store.append(stream, 0, events.slice(1, 2))),
    patiently('read', () => store.readStream(stream)),
    following.until(2),
  ]);
  t.equal(appended.revision, 1);
  t.ok(read.length >= 1);
  await patiently('append', () => store.append(stream, 1, events.slice(2)));
  await following.until(3);
  t.same(idsOf(following.seen), idsOf(events), 'nothing is missed, nothing comes twice');
  t.same(idsOf(await store.readStream(stream)), idsOf(events));
  await following.stop();
});
