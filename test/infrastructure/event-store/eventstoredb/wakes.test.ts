import { test, type Test } from 'tap';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { GreetedClient } from '../../../../infrastructure/event-store/eventstoredb/greeted-client.ts';
import { readHead } from '../../../../infrastructure/event-store/eventstoredb/read.ts';
import { WakeSubscription } from '../../../../infrastructure/event-store/eventstoredb/wake-subscription.ts';
import { idsOf, newEvent, newEvents, newStream } from '../../../contract/event-store/events.ts';
import { follow } from '../../../contract/event-store/following.ts';
import { eventually } from '../../../support/eventually.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { instancesOn, type Instances } from './instances.ts';

async function opened(t: Test): Promise<{ readonly standIn: StandIn; readonly instances: Instances }> {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  t.teardown(async () => {
    await instances.close();
    standIn.kill();
  });
  return { standIn, instances };
}

test('a listener that the server drops as too slow listens again at once, and nothing is missed without a poll', async (t) => {
  const { instances } = await opened(t);
  const stream = newStream();
  const following = follow(await instances.another(), 0n, [stream]);
  await following.caughtUp;
  const large = Array.from({ length: 400 }, () => newEvent('x'.repeat(500)));
  await instances.store.append(stream, 'no_stream', large);
  await following.until(400);
  for (let n = 0; n < 20; n++) {
    await instances.store.append(stream, 399 + n, newEvents(1));
    await following.until(401 + n);
  }
  await following.stop();
  t.equal(following.seen.length, 420);
});

test('after a drop the listener asks again without a pause; after a loss with pauses of 50 ms to 5 s', async (t) => {
  const standIn = await StandIn.open();
  const clock = new SteppingClock();
  const reader = new GreetedClient(parseAddress(standIn.url), systemClock, readHead);
  let rung = 0;
  const subscription = new WakeSubscription(reader, clock, () => rung++);
  subscription.start();
  await eventually('it listens', () => rung === 1);
  const large = Array.from({ length: 400 }, (_, n) => proposal(n));
  standIn.log.append(newStream(), 'no_stream', large);
  await eventually('it is heard, dropped, and listens again', () => rung > 1);
  rung = 0;
  standIn.log.append(newStream(), 'no_stream', [proposal(0)]);
  await eventually('it listens', () => rung > 0);
  t.same(clock.waits, []);
  standIn.kill();
  await eventually('it has asked often', () => clock.waits.includes(5_000));
  t.same([...new Set(clock.waits)], [50, 100, 200, 400, 800, 1_600, 3_200, 5_000]);
  await subscription.close();
  await reader.close();
});

test('wakes of appends here say so, wakes of others too', async (t) => {
  const { instances } = await opened(t);
  const heard: string[] = [];
  const stop = instances.store.onWake((by) => heard.push(by));
  await eventually('it listens', () => heard.includes('others'));
  await instances.store.append(newStream(), 'no_stream', newEvents(1));
  t.ok(heard.includes('us'), 'before the append is acknowledged');
  heard.length = 0;
  await (await instances.another()).append(newStream(), 'no_stream', newEvents(1));
  await eventually('the other append is heard of', () => heard.includes('others'));
  t.notOk(heard.includes('us'));
  stop();
});

test('connections that are cut: those who wait are woken again after it', async (t) => {
  const { standIn, instances } = await opened(t);
  const [stream, events] = [newStream(), newEvents(2)];
  const following = follow(await instances.another(), 0n, [stream]);
  await following.caughtUp;
  await instances.store.append(stream, 'no_stream', events.slice(0, 1));
  await following.until(1);
  await standIn.cut();
  const again = async (): Promise<void> => {
    await instances.store.append(stream, 0, events.slice(1)).catch(() => systemClock.wait(20).then(again));
  };
  await again();
  await following.until(2);
  await following.stop();
  t.same(idsOf(following.seen), idsOf(events));
});

const proposal = (n: number) => ({
  id: newEvent().id,
  type: 'Happened',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ n, text: 'x'.repeat(500) })),
  metadata: new Uint8Array(),
});
