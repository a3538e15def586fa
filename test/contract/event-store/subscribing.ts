import type { Test } from 'tap';
import { subscribe } from '../../../application/log/subscription.ts';
import { idsOf, inStreams, newEvent, newEvents, newStream } from './events.ts';
import { follow, withoutPolls } from './following.ts';
import type { Subject } from './subject.ts';

/** `subscribe` over this store: the past in pages, then what comes. */
export async function subscribing(t: Test, { store, another }: Subject): Promise<void> {
  await t.test('the past comes in pages, then the head is told, then the present follows', async (t) => {
    const [stream, past, present] = [newStream(), newEvents(30), newEvents(3)];
    const from = await store.head();
    await store.append(stream, 'no_stream', past);
    const following = follow(await another(), from, [stream], { pageSize: 7 });
    await following.caughtUp;
    t.same(idsOf(following.seen), idsOf(past));
    await store.append(stream, 29, present);
    await following.until(33);
    await following.stop();
    t.same(idsOf(following.seen), idsOf([...past, ...present]));
  });

  await t.test('a consumer that stops anywhere and subscribes after its position misses and repeats nothing', async (t) => {
    const [stream, events] = [newStream(), newEvents(40)];
    let after = await store.head();
    await store.append(stream, 'no_stream', events);
    const seen = [];
    while (seen.length < events.length)
      for await (const page of subscribe(store, { after, pageSize: 9, clock: withoutPolls })) {
        seen.push(...inStreams(page.events, stream));
        after = page.position;
        break;
      }
    t.same(idsOf(seen), idsOf(events));
  });

  await t.test('of the types asked for, others only move the position', async (t) => {
    const stream = newStream();
    const from = await store.head();
    const wanted = newEvent({}, 'Wanted');
    await store.append(stream, 'no_stream', [...newEvents(20), wanted, ...newEvents(20)]);
    const head = await store.head();
    const seen = [];
    for await (const page of subscribe(store, { after: from, types: ['Wanted'], pageSize: 5, clock: withoutPolls })) {
      seen.push(...inStreams(page.events, stream));
      if (page.position >= head) break;
    }
    t.same(idsOf(seen), [wanted.id]);
  });
}
