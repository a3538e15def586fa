import { test } from 'tap';
import { SharedTail } from '../../../../application/log/shared-tail.ts';
import { subscribe } from '../../../../application/log/subscription.ts';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { idsOf, newEvent, newEvents, newStream } from '../../../contract/event-store/events.ts';
import { follow } from '../../../contract/event-store/following.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { instancesOn, type Instances } from './instances.ts';

const attempts = ({ store }: Instances): readonly (() => Promise<unknown>)[] => [
  () => store.append(newStream(), 'no_stream', [newEvent()]),
  () => store.append(newStream(), 'no_stream', [newEvent(), newEvent()]),
  () => store.append(newStream(), 'no_stream', []),
  () => store.readStream(newStream()),
  () => store.readAll(0n, 10),
  () => store.head(),
];

test('without a server everything says so, nothing hangs, and a subscription goes on asking', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  standIn.kill();
  for (const attempt of attempts(instances)) t.ok((await attempt().catch((e: unknown) => e)) instanceof StoreUnavailable);

  const stopping = new AbortController();
  const errors: StoreUnavailable[] = [];
  const onAway = (error: StoreUnavailable): void => {
    if (errors.push(error) === 3) stopping.abort();
  };
  for await (const page of subscribe(instances.store, { after: 0n, clock: new SteppingClock(), signal: stopping.signal, onAway }))
    t.fail(String(page));
  t.equal(errors.length, 3);
  await instances.close();
});

test('a server that is up and not ready yet is away, for appends and for reads, then it is not', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  t.teardown(async () => {
    await instances.close();
    standIn.kill();
  });
  for (const attempt of attempts(instances)) {
    standIn.faults.notReadyFor = 1;
    const error = await attempt().catch((e: unknown) => e);
    t.ok(error instanceof StoreUnavailable);
    t.match((error as Error).message, /Server Is Not Ready/);
    await attempt();
  }
});

test('a server that was killed under a connection is away, and everything goes on with the next one', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  for (const attempt of attempts(instances)) await attempt();
  standIn.kill();
  for (const attempt of attempts(instances)) t.ok((await attempt().catch((e: unknown) => e)) instanceof StoreUnavailable);
  await standIn.start();
  for (const attempt of attempts(instances)) await patiently(attempt);
  await instances.close();
  standIn.kill();
});

test('those who follow one shared end of the log survive a restart of the server: nothing is missed, nothing comes twice', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  const tail = new SharedTail(await instances.another(), systemClock);
  const stream = newStream();
  const events = newEvents(30);
  const followings = [follow(tail, 0n, [stream]), follow(tail, 0n, [stream]), follow(tail, 0n, [stream])];
  for (const [n, event] of events.entries()) {
    if (n % 10 === 5) await standIn.restart();
    await patiently(() => tail.append(stream, n === 0 ? 'no_stream' : n - 1, [event]));
  }
  for (const following of followings) {
    await following.until(30);
    await following.stop();
    t.same(idsOf(following.seen), idsOf(events));
  }
  await instances.close();
  standIn.kill();
});

test('the leader of a cluster is looked for anew after it was away, and failing to find it ends nothing', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.clusterUrl);
  const { store } = instances;
  const stream = newStream();
  const stopListening = store.onWake(() => undefined);
  await store.append(stream, 'no_stream', newEvents(1));
  const pages = Array.from({ length: 20 }, () => store.readAll(0n, 10).catch(() => null));
  standIn.kill();
  await Promise.all(pages);
  for (const attempt of attempts(instances)) t.ok((await attempt().catch((e: unknown) => e)) instanceof StoreUnavailable);
  await standIn.start();
  t.equal((await patiently(() => store.append(stream, 0, newEvents(1)))).revision, 1);
  stopListening();
  await instances.close();
  standIn.kill();
});

/** Asks again while the store is away. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await systemClock.wait(20);
    }
  }
}
