import type { Position } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { Projection } from '../../../projections/engine/projection.ts';

/** The rows of a read model as they will be once a write is applied; the projections' engine gives them. */
export interface AnswerRows {
  /** In the order of the keys; null where there is none. */
  rows<Row extends object>(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
    projection: Projection<Row, any>,
    keys: readonly string[],
    written: { readonly events: readonly Recorded[]; readonly position: Position },
  ): Promise<readonly (Row | null)[]>;
}
