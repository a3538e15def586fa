import { test, type Test } from 'tap';
import { AppendTooLarge, StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { EventStoreDbEventStore } from '../../../../infrastructure/event-store/eventstoredb/eventstoredb-event-store.ts';
import { serverReady } from '../../../../infrastructure/event-store/eventstoredb/server-ready.ts';
import { whyAway } from '../../../../infrastructure/event-store/eventstoredb/store-error.ts';
import { UnusableEventStore } from '../../../../infrastructure/event-store/eventstoredb/unusable-event-store.ts';
import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { newEvents, newStream } from '../../../contract/event-store/events.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { instancesOn, type Instances } from './instances.ts';

async function opened(t: Test): Promise<{ readonly standIn: StandIn; readonly instances: Instances }> {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url.replace('//', '//app:secret@'));
  t.teardown(async () => {
    await instances.close();
    standIn.kill();
  });
  return { standIn, instances };
}

const errorOf = async (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => new Error('none'),
    (error: Error) => error,
  );

test('a user that is not let in is told so, each time, until it is let in', async (t) => {
  const { standIn, instances } = await opened(t);
  const { store } = instances;
  standIn.faults.refuse = 'everybody unknown';
  for (const call of [() => store.head(), () => store.append(newStream(), 'no_stream', newEvents(1))]) {
    const error = await errorOf(call());
    t.ok(error instanceof StoreUnavailable);
    t.match(error.message, /does not know the user "app", or not this password/);
    t.notMatch(error.message, /secret/);
  }
  standIn.faults.refuse = 'everybody';
  t.match((await errorOf(store.head())).message, /refuses the user "app": it must be allowed to read \$all/);
  standIn.faults.refuse = 'writers';
  t.ok((await store.head()) > 0n);
  t.match((await errorOf(store.append(newStream(), 'no_stream', newEvents(1)))).message, /refuses the user "app"/);
  standIn.faults.refuse = 'nobody';
  t.equal((await store.append(newStream(), 'no_stream', newEvents(1))).revision, 0);
});

test('a node that is read-only says why no append is taken; reads go on', async (t) => {
  const { standIn, instances } = await opened(t);
  await instances.store.append(newStream(), 'no_stream', newEvents(1));
  standIn.faults.readOnly = true;
  const error = await errorOf(instances.store.append(newStream(), 'no_stream', newEvents(1)));
  t.ok(error instanceof StoreUnavailable);
  t.match(error.message, /is read-only: it knows no leader/);
  t.ok((await instances.store.head()) > 0n);
});

test('an append that is too large for this server is refused with the remedy, and the store goes on', async (t) => {
  const { standIn, instances } = await opened(t);
  standIn.faults.maxAppendBytes = 2_000;
  const error = await errorOf(instances.store.append(newStream(), 'no_stream', newEvents(50)));
  t.ok(error instanceof AppendTooLarge);
  t.match(error.message, /takes 2000 bytes at most. Set its MaxAppendSize to 1048576/);
  t.equal((await instances.store.append(newStream(), 'no_stream', newEvents(1))).revision, 0);
});

test('a stream that was ended for ever says so', async (t) => {
  const { standIn, instances } = await opened(t);
  const stream = newStream();
  await instances.store.append(stream, 'no_stream', newEvents(1));
  standIn.log.tombstone(stream);
  for (const call of [() => instances.store.readStream(stream), () => instances.store.append(stream, 0, newEvents(1))])
    t.match((await errorOf(call())).message, new RegExp(`Stream ${stream} was deleted for ever`));
});

test('a start waits for a server that is on its way, and says that it does', async (t) => {
  const { standIn, instances } = await opened(t);
  standIn.faults.notReadyFor = 3;
  const clock = new SteppingClock();
  const said: string[] = [];
  await serverReady(instances.store, parseAddress(standIn.url), clock, (reason) => said.push(reason));
  t.match(said, [/The event store at 127.0.0.1:\d+ does not answer yet; waiting for it/]);
  t.same(clock.waits.slice(0, 3), [50, 100, 200]);
});

test('a start without a server ends with a sentence that names the setting and the host, not the password', async (t) => {
  const standIn = await StandIn.open();
  const address = parseAddress(standIn.url.replace('//', '//app:secret@'));
  standIn.kill();
  const clock = new SteppingClock();
  const store = new EventStoreDbEventStore(address, systemClock);
  const probing = { probe: () => store.head().then(() => undefined) };
  const error = await errorOf(serverReady(probing, address, clock, () => undefined));
  t.ok(error instanceof UnusableEventStore);
  t.match(
    error.message,
    /^COLOPHON_EVENT_STORE_URL: .*there is no connection to 127.0.0.1:\d+ \(connect ECONNREFUSED.*\): see that it runs.*Without that setting/,
  );
  t.notMatch(error.message, /secret/);
  await store.close();
});

test('a start with a user that is refused ends at once', async (t) => {
  const { standIn, instances } = await opened(t);
  standIn.faults.refuse = 'writers';
  const clock = new SteppingClock();
  const address = parseAddress(standIn.url.replace('//', '//app:secret@'));
  const error = await errorOf(serverReady(instances.store, address, clock, () => undefined));
  t.match(error.message, /^COLOPHON_EVENT_STORE_URL: the event store at .* refuses the user "app"/);
  t.same(clock.waits, []);
  const nobody = await errorOf(serverReady(instances.store, parseAddress(standIn.url), clock, () => undefined));
  t.match(nobody.message, /lets in nobody without a user: put user:password@ before its host/);
});

test('what the library says of a server that is away is told with what to see to', (t) => {
  const address = parseAddress('esdb://app:secret@a:2113,b:2113');
  const none = '14 UNAVAILABLE: No connection established. Last error:';
  for (const [said, told] of [
    [`${none} Error: unable to verify the first certificate. Resolution note: `, /certificate of a:2113,b:2113 is not trusted .*tlsCAFile/],
    [
      `${none} Error: connect ECONNREFUSED 10.0.0.1:2113. Resolution note: `,
      /no connection to a:2113,b:2113 \(connect ECONNREFUSED 10.0.0.1:2113\): see/,
    ],
    [
      `${none} Failed to connect (now). Resolution note: `,
      /\(Failed to connect \(now\)\): see that it runs there, and whether it wants tls=/,
    ],
    [`${none} SSL routines:wrong version number:a.c:1:\n. Resolution note: `, /\(SSL routines:wrong version number:a.c:1:\): see .* tls=/],
    ['14 UNAVAILABLE: Name resolution failed for target dns:a:2113', /\(Name resolution failed for target dns:a:2113\): see/],
    ['Failed to discover after 10 attempts.', /of the cluster at a:2113,b:2113 no node is found .* more than half/],
  ] as const)
    t.match(whyAway(new Error(said), address), told);
  t.equal(whyAway(new Error('Server Is Not Ready'), address), null, 'what says all there is');
  t.end();
});
