import type { EventStoreDBClient, JSONEventData } from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, errorOf, events, newStream } from './probes.ts';

/** The stream holds events a, b, c; then some are appended again. */
export async function repetitions(t: Test, client: EventStoreDBClient): Promise<void> {
  const repeated = [
    { which: [0], expected: 'no_stream', revision: 0n },
    { which: [0, 1], expected: 'no_stream', revision: 1n },
    { which: [0, 1, 2], expected: 'no_stream', revision: 2n },
    { which: [1], expected: 0n, revision: 1n },
    { which: [2], expected: 1n, revision: 2n },
    { which: [0, 1, 2], expected: 'any', revision: 2n },
    { which: [1], expected: 'stream_exists', revision: 1n },
  ] as const;
  for (const { which, expected, revision } of repeated)
    await t.test(`${which.length} again from ${expected}: told the old place, nothing is written`, async (t) => {
      const { stream, pick } = await given();
      const held = await all(client.readStream(stream));
      const { nextExpectedRevision, position } = await client.appendToStream(stream, pick(which), { expectedRevision: expected });
      t.equal(nextExpectedRevision, revision);
      t.equal(position?.commit, held[Number(revision)]?.position?.commit);
      t.equal((await all(client.readStream(stream))).length, 3);
    });

  const strange = 3;
  const refused = [
    { which: [1], expected: 1n, what: 'at the wrong place' },
    { which: [2, strange], expected: 1n, what: 'with one more' },
    { which: [0, strange, 2], expected: 'no_stream', what: 'with another in its middle' },
    { which: [0, 2], expected: 'no_stream', what: 'with one left out' },
    { which: [1, 0, 2], expected: 'no_stream', what: 'in another order' },
    { which: [2, strange], expected: 'any', what: 'with one more, from any revision' },
  ] as const;
  for (const { which, expected, what } of refused)
    await t.test(`an append again ${what} is only said to expect a wrong revision`, async (t) => {
      const { stream, pick } = await given();
      const error = await errorOf(client.appendToStream(stream, pick(which), { expectedRevision: expected }));
      t.match(error, { name: 'WrongExpectedVersionError', actualVersion: 2n });
      t.equal((await all(client.readStream(stream))).length, 3);
    });

  await t.test('the same event at the present end is written again, and so is the same event in another stream', async (t) => {
    const { stream, pick } = await given();
    t.equal((await client.appendToStream(stream, pick([2]), { expectedRevision: 2n })).nextExpectedRevision, 3n);
    t.equal((await client.appendToStream(newStream(), pick([2]), { expectedRevision: 'no_stream' })).nextExpectedRevision, 0n);
  });

  await t.test('the same id with other content keeps the old event', async (t) => {
    const { stream, pick } = await given();
    const [event] = pick([0]);
    await client.appendToStream(stream, [{ ...event!, data: { text: 'new' } }], { expectedRevision: 'no_stream' });
    t.same((await all(client.readStream(stream)))[0]?.data, { text: 'x'.repeat(10) });
  });

  async function given(): Promise<{ readonly stream: string; readonly pick: (which: readonly number[]) => JSONEventData[] }> {
    const [stream, known] = [newStream(), events(4)];
    await client.appendToStream(stream, known.slice(0, 3), { expectedRevision: 'no_stream' });
    return { stream, pick: (which) => which.map((index) => known[index]!) };
  }
}
