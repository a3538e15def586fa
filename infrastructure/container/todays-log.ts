import type { Pool } from 'pg';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { aggregates } from '../../domain/index.ts';
import { recogniseLog } from '../database/known-log/known-log.ts';
import { RecognisedStore } from '../event-store/recognised-store.ts';
import type { LogProduct } from './log-product.ts';

/** The log that this installation knows, with every event in today's version. */
export const todaysLog = (pool: Pool, { kind, store }: Pick<LogProduct, 'kind' | 'store'>): EventStore =>
  new UpcastingEventStore(
    new RecognisedStore(store, () => recogniseLog(pool, { kind, store })),
    aggregates.map(({ aggregate }) => aggregate),
  );
