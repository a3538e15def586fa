import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, Position } from '../../../application/ports/event-store.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { system, type Recorded } from '../../../domain/kernel/event.ts';
import type { JarEvent } from './jars.ts';

export const jarId = (n: number): string => naturalId('jar', n);

export interface Happening {
  readonly stream: string;
  readonly event: JarEvent;
}

export const made = (n: number, shelf = 'top', label = `jar ${n}`, notes: unknown = null): Happening => ({
  stream: `jar-${jarId(n)}`,
  event: { type: 'JarMade', data: { shelf, label, notes } },
});
export const filled = (n: number, marbles: number): Happening => ({
  stream: `jar-${jarId(n)}`,
  event: { type: 'MarblesAdded', data: { marbles } },
});
export const moved = (n: number, shelf: string): Happening => ({ stream: `jar-${jarId(n)}`, event: { type: 'JarMoved', data: { shelf } } });
export const broken = (n: number): Happening => ({ stream: `jar-${jarId(n)}`, event: { type: 'JarBroken', data: {} } });
export const shaken = (...ns: readonly number[]): Happening => ({
  stream: `room-${ns[0] ?? 0}`,
  event: { type: 'JarsShaken', data: { jars: ns.map(jarId) } },
});

const jar = fc.integer({ min: 0, max: 7 });
const shelf = fc.constantFrom('top', 'middle', 'bottom', 'the "other", \\ one');
const notes = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.integer(),
  fc.array(fc.boolean()),
  fc.constant({ someKey: { nestedKey: [1, 'zwei', null] } }),
);

/** Any history of a few jars, legal or not: folds must bear what comes. U+0000 is left out, as PostgreSQL's text has none. */
export const histories = fc
  .array(
    fc.oneof(
      fc.tuple(jar, shelf, fc.string({ unit: 'grapheme' }), notes).map(([n, place, label, text]) => made(n, place, label, text)),
      fc.tuple(jar, fc.integer({ min: 1, max: 9 })).map(([n, marbles]) => filled(n, marbles)),
      fc.tuple(jar, shelf).map(([n, place]) => moved(n, place)),
      jar.map(broken),
      fc.array(jar, { maxLength: 12 }).map((ns) => shaken(...ns)),
    ),
    { maxLength: 60 },
  )
  .filter((history) => !JSON.stringify(history).includes('\\u0000'));

export const newEvent = (event: JarEvent, time = new Date('2026-01-01T12:00:00.123Z')): NewEvent => ({
  id: randomUUID(),
  ...event,
  version: 1,
  time,
  metadata: { commandId: randomUUID(), correlationId: randomUUID(), causationId: null, actor: system('test') },
});

/** The history as a log holds it, from position 1. */
export function recordedFrom(history: readonly Happening[]): readonly Recorded<JarEvent>[] {
  const revisions = new Map<string, number>();
  return history.map(({ stream, event }, index) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    return { ...newEvent(event), ...event, stream, revision, position: BigInt(index + 1) };
  });
}

/** Appends a history in its order. Returns the position of its last event. */
export async function happen(store: EventStore, ...history: readonly Happening[]): Promise<Position> {
  let position = await store.head();
  for (const { stream, event } of history) {
    const past = await store.readStream(stream);
    ({ position } = await store.append(stream, past.length === 0 ? 'no_stream' : past.length - 1, [newEvent(event)]));
  }
  return position;
}
