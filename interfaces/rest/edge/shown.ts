import type { DomainEvent } from '../../../domain/kernel/event.ts';
import type { Projection } from '../../../projections/engine/projection.ts';
import type { Asked } from './asked.ts';
import type { Services } from './services.ts';

type Awaitable<T> = T | Promise<T>;

/** What a mapper may look at besides the rows: who asks, through which host, names of other things in the tables. */
export interface Showing extends Services {
  readonly asked: Asked;
}

/**
 * How rows look on the wire, in two steps, the same for reads and writes:
 *
 *   relate(rows, showing) ──► names of other things, one query per kind for the whole list
 *   shape(row, related, showing) ──► the JSON, pure
 */
export interface Mapper<Row, Answer> {
  readonly present: (rows: readonly Row[], showing: Showing) => Promise<readonly Answer[]>;
}

export interface MapperSpec<Row, Related, Answer> {
  readonly relate?: (rows: readonly Row[], showing: Showing) => Awaitable<Related>;
  readonly shape: (row: Row, related: Related, showing: Showing) => Answer;
}

export const mapper = <Row, Answer, Related = undefined>(spec: MapperSpec<Row, Related, Answer>): Mapper<Row, Answer> => ({
  async present(rows, showing) {
    const related = (await spec.relate?.(rows, showing)) as Related;
    return rows.map((row) => spec.shape(row, related, showing));
  },
});

/** A mapper bound to its projection: what reads present and writes answer with. */
export interface Shown<Row extends object, Answer> extends Mapper<Row, Answer> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any event type
  readonly projection: Projection<Row, any>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the mapper alone knows its rows
export type AnyShown<Answer> = Shown<any, Answer>;

export const shown = <Row extends object, E extends DomainEvent, Answer, Related = undefined>(
  projection: Projection<Row, E>,
  spec: MapperSpec<Row, Related, Answer>,
): Shown<Row, Answer> => ({ ...mapper(spec), projection });
