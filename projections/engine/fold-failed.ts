import type { Recorded } from '../../domain/kernel/event.ts';

/** A projection cannot take an event: a defect of its fold, or a row that its table refuses. The others are not concerned. */
export class FoldFailed extends Error {
  readonly projection: string;
  /** Unknown when the database refused the rows of a page. */
  readonly recorded: Recorded | null;
  constructor(projection: string, recorded: Recorded | null, cause: unknown) {
    const where = recorded ? `${recorded.type} at position ${recorded.position}` : 'a page';
    super(`Projection ${projection} cannot take ${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'FoldFailed';
    this.projection = projection;
    this.recorded = recorded;
  }
}
