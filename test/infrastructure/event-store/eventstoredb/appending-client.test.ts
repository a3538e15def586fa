import { test, type Test } from 'tap';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { AppendingClient } from '../../../../infrastructure/event-store/eventstoredb/appending-client.ts';
import { answerWithinMs } from '../../../../infrastructure/event-store/eventstoredb/greeted-client.ts';
import { proposed } from '../../../../infrastructure/event-store/eventstoredb/proposed.ts';
import { again, idsOf, newEvents, newStream } from '../../../contract/event-store/events.ts';
import { eventually } from '../../../support/eventually.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
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

const lengthOf = (standIn: StandIn, stream: string): number => standIn.log.stream(stream)?.length ?? 0;

test('an append that is never answered is told "away" in time; others under way are sent again with the same ids, in their order', async (t) => {
  for (const fault of ['unanswered', 'lost'] as const) {
    const standIn = await StandIn.open();
    const clock = new ManualClock();
    const client = new AppendingClient(parseAddress(standIn.url), clock);
    await client.greet();
    standIn.faults.nextAppend(fault);
    standIn.faults.holdAnswers();
    const [stuck, others] = [newStream(), newStream()];
    const first = proposed(stuck, 'no_stream', newEvents(1), false);
    const lost = client.append(first).catch((error: unknown) => error);
    await clock.asleep(answerWithinMs);
    clock.advance(answerWithinMs - 1_000);
    const rest = Promise.all([0, 1, 2].map((n) => client.append(proposed(others, n === 0 ? 'no_stream' : n - 1, newEvents(1), false))));
    await eventually('the others are written', () => lengthOf(standIn, others) === 3);
    clock.advance(1_000);
    t.ok((await lost) instanceof StoreUnavailable, fault);
    standIn.faults.release();
    const revisions = (await rest).map(({ nextExpectedRevision }) => nextExpectedRevision);
    t.same(revisions, [0n, 1n, 2n], 'the others are answered, over another client');
    t.equal(lengthOf(standIn, others), 3, 'and each is there once');
    t.equal((await client.append(first)).nextExpectedRevision, 0n, 'what got no answer is made again with the same ids');
    t.equal(lengthOf(standIn, stuck), 1);
    await client.close();
    standIn.kill();
  }
});

test('no more than so many are under way at once; the others wait their turn, in order', async (t) => {
  const standIn = await StandIn.open();
  const client = new AppendingClient(parseAddress(standIn.url), systemClock);
  await client.greet();
  standIn.faults.holdAnswers();
  const stream = newStream();
  const all = Promise.all(
    Array.from({ length: 700 }, (_, n) => client.append(proposed(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1), false))),
  );
  await eventually('as many are written as may be under way', () => lengthOf(standIn, stream) >= 512);
  t.equal(lengthOf(standIn, stream), 512);
  standIn.faults.release();
  t.equal((await all).at(-1)?.nextExpectedRevision, 699n);
  await client.close();
  standIn.kill();
});

test('stores of one program share the client that appends: the end of one leaves what others have under way alone', async (t) => {
  const { standIn, instances } = await opened(t);
  const leaving = await instances.another();
  const stream = newStream();
  await leaving.append(newStream(), 'no_stream', newEvents(1));
  standIn.faults.holdAnswers();
  const appends = Array.from({ length: 50 }, (_, n) => instances.store.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1)));
  await eventually('all are written', () => lengthOf(standIn, stream) === 50);
  await leaving.close();
  standIn.faults.release();
  t.equal((await Promise.all(appends)).at(-1)?.revision, 49);
  t.equal((await instances.store.append(stream, 49, newEvents(1))).revision, 50);
});

test('an append that the server gives up while the same one is written is made again, and gets the first answer', async (t) => {
  const { standIn, instances } = await opened(t);
  const [stream, events] = [newStream(), newEvents(2)];
  standIn.faults.nextAppend('given up');
  const answer = await instances.store.append(stream, 'no_stream', events);
  t.same(idsOf(await instances.store.readStream(stream)), idsOf(events));
  t.same(await instances.store.append(stream, 'no_stream', events), again(answer));
});

test('connections that are cut in the middle: told "away", and the same append again has its effect once', async (t) => {
  const { standIn, instances } = await opened(t);
  const { store } = instances;
  const [stream, events] = [newStream(), newEvents(2)];
  await store.append(newStream(), 'no_stream', newEvents(1));
  standIn.faults.holdAnswers();
  const cut = store.append(stream, 'no_stream', events).catch((error: unknown) => error);
  await eventually('it is written', () => lengthOf(standIn, stream) === 2);
  await standIn.cut();
  t.ok((await cut) instanceof StoreUnavailable);
  standIn.faults.release();
  t.equal((await store.append(stream, 'no_stream', events)).revision, 1);
  t.equal(lengthOf(standIn, stream), 2);
});

test('a slow answer is waited for', async (t) => {
  const { standIn, instances } = await opened(t);
  standIn.faults.holdAnswers();
  const stream = newStream();
  let answered = false;
  const append = instances.store.append(stream, 'no_stream', newEvents(1)).then(() => (answered = true));
  await eventually('it is written', () => lengthOf(standIn, stream) === 1);
  t.equal(answered, false);
  standIn.faults.release();
  t.equal(await append, true);
});

test('the first appends of a fresh client, not awaited, are carried out in the order of the calls', async (t) => {
  for (let round = 0; round < 5; round++) {
    const { standIn, instances } = await opened(t);
    const stream = newStream();
    const ends = await Promise.all(
      Array.from({ length: 100 }, (_, n) => instances.store.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1))),
    );
    t.equal(ends.at(-1)?.revision, 99);
    t.equal(lengthOf(standIn, stream), 100);
  }
});

test('a wrong revision where the events are not there is told as one', async (t) => {
  const { standIn, instances } = await opened(t);
  standIn.faults.nextAppend('wrong revision');
  const error = await instances.store.append(newStream(), 'no_stream', newEvents(1)).catch((e: unknown) => e);
  t.match(error, { name: 'WrongExpectedRevision', expected: 'no_stream', actual: 41 });
});

test('after a restart of the server the same append is still recognised', async (t) => {
  const { standIn, instances } = await opened(t);
  const [stream, events] = [newStream(), newEvents(3)];
  const first = await instances.store.append(stream, 'no_stream', events);
  await standIn.restart();
  standIn.faults.notReadyFor = 0;
  const second = await instances.store.append(stream, 'no_stream', events).catch(() => instances.store.append(stream, 'no_stream', events));
  t.same(second, again(first));
  t.equal(lengthOf(standIn, stream), 3);
});

test('an event without a UUID or a type is not sent: the server would answer it twice, and the second answer end the program', async (t) => {
  const { instances } = await opened(t);
  const [event] = newEvents(1);
  for (const bad of [
    { ...event!, id: 'one' },
    { ...event!, type: '' },
  ])
    await t.rejects(instances.store.append(newStream(), 'no_stream', [bad]), TypeError);
});
