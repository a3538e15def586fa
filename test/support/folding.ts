import { system, type DomainEvent, type Recorded } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import type { Projection, Rollup } from '../../projections/engine/projection.ts';

/** An event with the stream that it happens in. */
export interface Happened<E extends DomainEvent = DomainEvent> {
  readonly stream: string;
  readonly event: E;
}

export const inStream =
  (stream: string) =>
  <E extends DomainEvent>(...events: readonly E[]): readonly Happened<E>[] =>
    events.map((event) => ({ stream, event }));

/** When the n-th event of a history was recorded (n from 0): one per second from noon. */
export const second = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 12, 0, n));

/** The history as the log holds it: positions from 1, revisions per stream. */
export function recordedFrom<E extends DomainEvent>(history: readonly Happened<E>[]): readonly Recorded<E>[] {
  const heads = new Map<string, number>();
  return history.map(({ stream, event }, index): Recorded<E> => {
    const revision = heads.get(stream) ?? 0;
    heads.set(stream, revision + 1);
    const metadata = {
      commandId: naturalId('command', index),
      correlationId: naturalId('command', index),
      causationId: null,
      actor: system('test'),
    };
    const envelope = {
      id: naturalId('event', index),
      version: 1,
      stream,
      revision,
      position: BigInt(index + 1),
      time: second(index),
      metadata,
    };
    return { ...event, ...envelope };
  });
}

type Step<Row> = { readonly before: Row | null; readonly after: Row | null; readonly recorded: Recorded };

function steps<Row extends object, E extends DomainEvent>(projection: Projection<Row, E>, history: readonly Happened[]) {
  const rows = new Map<string, Row>();
  const taken: Step<Row>[] = [];
  const log = recordedFrom(history).filter((recorded): recorded is Recorded<E> =>
    (projection.takes as readonly string[]).includes(recorded.type),
  );
  for (const recorded of log) {
    for (const key of new Set(projection.keys(recorded))) {
      const before = rows.get(key) ?? null;
      const after = projection.fold(before, recorded, key);
      if (after) rows.set(key, after);
      else rows.delete(key);
      taken.push({ before, after, recorded });
    }
  }
  return { rows, taken };
}

/** The table of a projection after a history, by key. */
export const rowsAfter = <Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E>,
  ...history: readonly Happened[]
): ReadonlyMap<string, Row> => steps(projection, history).rows;

/** The table of a rollup after a history, by key. */
export function rollupAfter<Source extends object, Row extends object, E extends DomainEvent>(
  projection: Projection<Source, E>,
  rollup: Rollup<Source, Row>,
  ...history: readonly Happened[]
): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const step of steps(projection, history).taken) {
    for (const key of rollup.keys(step.before, step.after)) {
      const row = rollup.fold(rows.get(key) ?? null, step, key);
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return rows;
}
