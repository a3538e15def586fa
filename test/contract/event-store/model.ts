import fc from 'fast-check';
import type { Test } from 'tap';
import type { Appended, EventStore, Expected, NewEvent } from '../../../application/ports/event-store.ts';
import { expectedAt, revisionOf } from '../../../application/log/repetition.ts';
import { again, idsOf, increases, newEvents, newStream } from './events.ts';
import type { Subject } from './subject.ts';

/** One append of a volley: to which stream, by which instance, from where, and of how many events; `again` repeats an earlier one. */
interface Shot {
  readonly stream: number;
  readonly instance: number;
  /** Steps beside the revision that the stream had before the volley. */
  readonly aside: number;
  readonly size: number;
  readonly again: boolean;
}

interface Fired {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly NewEvent[];
}

type End =
  { readonly fired: Fired; readonly answer: Appended } | { readonly fired: Fired; readonly error: Error & { readonly actual?: Expected } };

const shot: fc.Arbitrary<Shot> = fc.record({
  stream: fc.nat(2),
  instance: fc.nat(2),
  aside: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) }),
  size: fc.integer({ min: 1, max: 4 }),
  again: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const volleys = fc.array(fc.array(shot, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 });

/** Any volleys of appends at the same time end as if they had been made one after the other, in the order of their positions. */
export async function model(t: Test, { store, another }: Subject): Promise<void> {
  const stores = [store, await another(), await another()];
  await t.test('random appends of three instances to three streams, against a list per stream', async (t) => {
    await fc.assert(
      fc.asyncProperty(volleys, async (plan) => {
        const streams = [newStream(), newStream(), newStream()];
        const held = new Map(streams.map((stream) => [stream, [] as string[]]));
        const made: { readonly fired: Fired; readonly answer: Appended }[] = [];
        for (const volley of plan) {
          const ends = await Promise.all(volley.map((each) => fire(stores[each.instance] ?? store, aim(each, streams, held, made))));
          judge(ends, held, made);
        }
        for (const [stream, ids] of held) same(idsOf(await store.readStream(stream)), ids, 'the stream holds what was acknowledged');
      }),
      { numRuns: 40 },
    );
    t.pass('40 plans of up to 96 appends');
  });
}

function aim(
  each: Shot,
  streams: readonly string[],
  held: ReadonlyMap<string, readonly string[]>,
  made: readonly { readonly fired: Fired }[],
): Fired {
  const earlier = made[(each.stream * 7 + each.size) % Math.max(made.length, 1)];
  if (each.again && earlier) return earlier.fired;
  const stream = streams[each.stream] ?? '';
  const revision = Math.max((held.get(stream)?.length ?? 0) - 1 + each.aside, -1);
  return { stream, expected: expectedAt(revision), events: newEvents(each.size) };
}

const fire = (store: EventStore, fired: Fired): Promise<End> =>
  store.append(fired.stream, fired.expected, fired.events).then(
    (answer) => ({ fired, answer }),
    (error: Error) => ({ fired, error }),
  );

/** Plays the volley's successes on the lists in the order of their positions; then every failure must have had its reason. */
function judge(ends: readonly End[], held: Map<string, string[]>, made: { readonly fired: Fired; readonly answer: Appended }[]): void {
  const before = new Map([...held].map(([stream, ids]) => [stream, ids.length - 1]));
  const won = ends.flatMap((end) => ('answer' in end ? [end] : [])).toSorted((a, b) => Number(a.answer.position - b.answer.position));
  for (const { fired, answer } of won) {
    const first = made.find((other) => other.fired.events === fired.events);
    if (first) {
      same(again(answer), again(first.answer), 'a repetition gets the first answer');
      continue;
    }
    const ids = held.get(fired.stream) ?? [];
    same(ids.length - 1, revisionOf(fired.expected), 'an append that went in found its stream as expected');
    ids.push(...idsOf(fired.events));
    same(answer.revision, ids.length - 1, 'and says its revision');
    same([answer.positions.length, answer.positions.at(-1)], [fired.events.length, answer.position], 'and its positions');
    const last = made.at(-1)?.answer.position ?? 0n;
    same(increases([last, ...answer.positions]), true, 'which are above all earlier ones');
    made.push({ fired, answer });
  }
  for (const end of ends) {
    if ('answer' in end) continue;
    const { error, fired } = end;
    same(error.name, 'WrongExpectedRevision', `only this may be said, not: ${error.message}`);
    const actual = revisionOf(error.actual ?? 'no_stream');
    const [low, high] = [before.get(fired.stream) ?? -1, (held.get(fired.stream) ?? []).length - 1];
    same(actual !== revisionOf(fired.expected) && low <= actual && actual <= high, true, 'the stream was elsewhere, and said where');
  }
}

function same(found: unknown, wanted: unknown, what: string): void {
  const text = (value: unknown): string => JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));
  if (text(found) !== text(wanted)) throw new Error(`${what}: found ${text(found)}, wanted ${text(wanted)}`);
}
