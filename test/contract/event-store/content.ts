import { randomUUID } from 'node:crypto';
import type { Test } from 'tap';
import type { NewEvent } from '../../../application/ports/event-store.ts';
import { inStreams, newEvent, newStream, readOn } from './events.ts';
import type { Subject } from './subject.ts';

const texts = {
  scripts: 'Daſs ꝛ uͤber ⸗ — Ελληνικά עברית العربية 漢字 𐍈 👩🏽‍🔬',
  controls: 'a\u0000b\u0001c\td\ne\r\n\u2028\u2029\u007f',
  marks: `'single' "double" \\back\\slash\\ {brace,s} $1 %s \\N NULL`,
  half: 'a lone surrogate \ud83d stays',
};
const numbers = { zero: 0, tenth: 0.1, whole: 9_007_199_254_740_991, huge: 1e300, tiny: 5e-324, negative: -1.5 };
const shapes = { none: null, yes: true, empty: {}, list: [], nested: [[], [{ deep: [[[1]]] }]], '': 'no name', ключ: 'key' };

/** Events come back as they went in. */
export async function content(t: Test, { store, another }: Subject): Promise<void> {
  const other = await another();
  const roundTrip = async (t: Test, stream: string, event: NewEvent): Promise<void> => {
    const from = await store.head();
    const { position } = await store.append(stream, 'no_stream', [event]);
    const expected = { ...event, stream, revision: 0, position };
    t.strictSame(await other.readStream(stream), [expected]);
    t.strictSame(inStreams(await readOn(other, from), stream), [expected]);
  };

  await t.test('id, type, version, time, data and metadata', (t) => {
    const actor = { kind: 'task', id: randomUUID() } as const;
    const metadata = { commandId: randomUUID(), correlationId: randomUUID(), causationId: randomUUID(), actor };
    return roundTrip(t, newStream(), { ...newEvent({ n: 1 }, 'Ünïcode Happened'), version: 7, time: new Date(1), metadata });
  });

  await t.test('every text, number and shape that JSON has', (t) => roundTrip(t, newStream(), newEvent({ texts, numbers, shapes })));
  await t.test('the order of keys', async (t) => {
    const stream = newStream();
    await store.append(stream, 'no_stream', [newEvent({ zebra: 1, ant: 2, bee: { z: 1, a: 2 } })]);
    t.equal(JSON.stringify((await store.readStream(stream))[0]?.data), '{"zebra":1,"ant":2,"bee":{"z":1,"a":2}}');
  });
  await t.test('data of 200 KiB', (t) => roundTrip(t, newStream(), newEvent({ text: 'ſ"\\'.repeat(51_200) })));
  await t.test('long names of streams in any script', (t) => roundTrip(t, newStream('ключ'.repeat(60)), newEvent()));

  await t.test('what is changed after it was handed over, or read, stays as written', async (t) => {
    const stream = newStream();
    const data = { list: [1] };
    const appending = store.append(stream, 'no_stream', [newEvent(data)]);
    data.list.push(2);
    await appending;
    const read = async (): Promise<typeof data> => (await store.readStream(stream))[0]?.data as typeof data;
    (await read()).list.push(3);
    t.same(await read(), { list: [1] });
  });
}
