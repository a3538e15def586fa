import type { Test } from 'tap';
import { newEvents, newStream } from './events.ts';
import { follow } from './following.ts';
import type { Subject } from './subject.ts';

/** An append wakes those who wait. Polls never come in these cases: without the wake, nothing would. */
export async function waking(t: Test, { store, another }: Subject): Promise<void> {
  await t.test('the instance that appended', async (t) => {
    const stream = newStream();
    const following = follow(store, await store.head(), [stream]);
    await following.caughtUp;
    await store.append(stream, 'no_stream', newEvents(2));
    await following.until(2);
    await following.stop();
    t.equal(following.seen.length, 2);
  });

  await t.test('other instances, also those that began to listen only now', async (t) => {
    const stream = newStream();
    const from = await store.head();
    const others = await Promise.all([another(), another()]);
    const followings = others.map((other) => follow(other, from, [stream]));
    for (let n = 0; n < 20; n++) {
      await store.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1));
      await Promise.all(followings.map((following) => following.until(n + 1)));
    }
    for (const following of followings) await following.stop();
    t.same(
      followings.map(({ seen }) => seen.length),
      [20, 20],
    );
  });

  await t.test('those of a burst: the last append is heard as well as the first', async (t) => {
    const stream = newStream();
    const following = follow(await another(), await store.head(), [stream]);
    for (let n = 0; n < 200; n++) await store.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1));
    await following.until(200);
    await following.stop();
    t.equal(following.seen.length, 200);
  });

  await t.test('nobody who stopped listening', async (t) => {
    const heard = { stayed: Promise.withResolvers<void>(), left: 0 };
    const leave = store.onWake(() => heard.left++);
    leave();
    const stop = store.onWake(() => heard.stayed.resolve());
    heard.left = 0;
    await store.append(newStream(), 'no_stream', newEvents(1));
    await heard.stayed.promise;
    stop();
    t.equal(heard.left, 0);
  });
}
