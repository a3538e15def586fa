import type { Kysely } from 'kysely';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { readModels } from '../../infrastructure/database/kysely.ts';
import { MemoryEventStore } from '../../infrastructure/event-store/memory/memory-event-store.ts';
import { CurrentRows } from '../../projections/engine/current-rows.ts';
import type { AnyProjection } from '../../projections/engine/projection.ts';
import { Projector } from '../../projections/engine/projector.ts';
import type { Tables } from '../../projections/tables.ts';
import { recordedFrom, type Happened } from './folding.ts';
import { migratedDatabase } from './migrated.ts';
import type { TestScope } from './postgres.ts';
import { quiet } from './quiet.ts';

/** A database of the test's own with these read models, as they are after the history. */
export const tablesAfter = async (
  t: TestScope,
  projections: readonly AnyProjection[],
  ...history: readonly Happened[]
): Promise<Kysely<Tables>> => (await readSideAfter(t, projections, ...history)).db;

/** The same with the log that they follow, and their rows as it has them. */
export async function readSideAfter(t: TestScope, projections: readonly AnyProjection[], ...history: readonly Happened[]) {
  const database = await migratedDatabase(t);
  const store = new MemoryEventStore();
  for (const { stream, revision, ...event } of recordedFrom(history)) {
    await store.append(stream, revision === 0 ? 'no_stream' : revision - 1, [event]);
  }
  const projector = new Projector({ store, pool: database.pool(), projections, clock: systemClock, log: quiet });
  t.teardown(() => projector.stop());
  await projector.start();
  // Patient beyond the bound of the second look: a long history takes as long as the machine needs.
  await projector.readSide.waitFor(await store.head(), 120_000);
  const current = new CurrentRows({ pool: database.pool(), store });
  return { db: readModels<Tables>(database.pool()), current, store, readSide: projector.readSide };
}
