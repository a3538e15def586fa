import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Applied } from './applied.ts';
import type { AnyProjection } from './projection.ts';

/** What a projector works with. */
export interface ProjectorDeps {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Whom to tell how far the tables are; default: one of its own. */
  readonly readSide?: Applied;
  /** Events per page at most; default 500. */
  readonly pageSize?: number;
}
