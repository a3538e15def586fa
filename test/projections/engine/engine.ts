import { EventEmitter, once } from 'node:events';
import type { Pool } from 'pg';
import type { Test } from 'tap';
import type { EventStore } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { beginning } from '../../../application/ports/event-store.ts';
import { viewOf } from '../../../projections/engine/names.ts';
import type { AnyProjection } from '../../../projections/engine/projection.ts';
import { Builder, type BuilderDeps } from '../../../projections/engine/build/builder.ts';
import { Projector } from '../../../projections/engine/projector.ts';
import type { ProjectorDeps } from '../../../projections/engine/projector-deps.ts';
import { storedTable, type Row } from '../../../projections/engine/stored-table.ts';
import { Verifier } from '../../../projections/engine/verify/verifier.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestDatabase } from '../../support/postgres.ts';
import { quiet } from '../../support/quiet.ts';
import { jars, shelves, total, type JarEvent } from './jars.ts';
import { worldAfter } from './reference.ts';

export interface Said {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export interface Engine {
  readonly database: TestDatabase;
  readonly pool: Pool;
  readonly store: EventStore;
  /** What projectors told their operator. */
  readonly said: readonly Said[];
  /** Resolves once a projector has said so. */
  heard(message: RegExp, times?: number): Promise<void>;
  /** One more projector on the database, with a pool of its own; not started. */
  projector(over?: Partial<ProjectorDeps>): Projector;
  /** Builds, compares and switches, as a server's leader does; runs until the test ends. */
  keepers(over?: Partial<BuilderDeps>): Promise<{ readonly builder: Builder; readonly verifier: Verifier }>;
}

/** A log and a database of the test's own, with projectors to start. */
export async function engine(t: Test): Promise<Engine> {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  const store = new PostgresEventStore(pool, database.connection, systemClock);
  t.teardown(() => store.close());
  const said: Said[] = [];
  const spoken = new EventEmitter();
  const say = (level: Said['level']) => (_: object, message: string) => {
    said.push({ level, message });
    spoken.emit('said');
  };
  return {
    database,
    pool,
    store,
    said,
    async heard(message, times = 1) {
      while (said.filter((one) => message.test(one.message)).length < times) await once(spoken, 'said');
    },
    projector(over = {}) {
      const log = { ...quiet, info: say('info'), warn: say('warn'), error: say('error') };
      const projector = new Projector({ store, pool: database.pool(), projections: [jars, total], clock: systemClock, log, ...over });
      t.teardown(() => projector.stop());
      return projector;
    },
    async keepers(over = {}) {
      const log = { ...quiet, info: say('info'), warn: say('warn'), error: say('error') };
      const deps = { store, pool: database.pool(), projections: [jars, total], clock: systemClock, log, ...over };
      const [builder, verifier] = [new Builder(deps), new Verifier(deps)];
      for (const service of [builder, verifier]) {
        t.teardown(() => service.stop());
        await service.start();
      }
      return { builder, verifier };
    },
  };
}

/** Starts it and waits until it has applied all that the log holds. */
export async function caughtUp(projector: Projector): Promise<Projector> {
  await projector.start();
  await projector.readSide.caughtUp();
  return projector;
}

export async function wholeLog(store: EventStore): Promise<readonly Recorded<JarEvent>[]> {
  const log: Recorded[] = [];
  for (let after = beginning; ;) {
    const page = await store.readAll(after, 500);
    log.push(...page.events);
    if (page.caughtUp) return log as unknown as readonly Recorded<JarEvent>[];
    after = page.position;
  }
}

/** What people read: all rows of a view by key, as the engine's own statements give them. */
export async function shownRows({ name, table }: Pick<AnyProjection, 'name' | 'table'>, pool: Pool): Promise<ReadonlyMap<string, Row>> {
  const { selection, shape } = storedTable(name, table, viewOf(name));
  const { rows } = await pool.query<Row>(`select ${selection} from ${viewOf(name)} t`);
  return sorted(new Map(rows.map((row) => [String(row[shape.key]), row])));
}

/** The tables hold what the log comes to, folded one event at a time. */
export async function holdsTheWorld(t: Test, { pool, store }: Pick<Engine, 'pool' | 'store'>): Promise<void> {
  const world = worldAfter(await wholeLog(store));
  t.strictSame(await shownRows(jars, pool), sorted(world.jars), 'jars are what the log says');
  t.strictSame(await shownRows(shelves, pool), sorted(world.shelves), 'shelves are what the log says');
}

function sorted<T>(rows: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}
