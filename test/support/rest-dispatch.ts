import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { AgentDesk } from '../../application/dispatch/agent-desk.ts';
import { LiveBoard } from '../../application/dispatch/live-board.ts';
import { Waiting } from '../../application/dispatch/waiting.ts';
import type { CommandBus } from '../../application/pipeline/command.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { ReadSide } from '../../application/ports/read-side.ts';
import { TaskDefinitions } from '../../application/tasks/definition.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresPresence } from '../../infrastructure/database/postgres-presence.ts';
import type { Tables } from '../../projections/tables.ts';
import { dispatchLook } from '../../projections/tasks/dispatch-look.ts';

interface Over {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly db: Kysely<Tables>;
  readonly readSide: ReadSide;
  readonly bus: CommandBus;
}

const limits = { maxPerProcess: Infinity, maxPerProject: Infinity, agentTimeoutMs: 60_000, reserveAfterMs: 600_000 };

/** What agents and waiting tasks are answered from, as the server has it; nothing places tasks. One built-in step at a time. */
export function restDispatch({ store, pool, db, readSide, bus }: Over) {
  const clock = systemClock;
  const onFailure = (error: unknown): void => {
    throw error;
  };
  const presence = new PostgresPresence(pool);
  const live = new LiveBoard({ store, look: dispatchLook(db), readSide, clock, onFailure });
  const desk = new AgentDesk({ live, presence, store, bus, clock, ids: { next: () => crypto.randomUUID() } });
  const waiting = new Waiting({ live, presence, clock, limits, steps: 1 });
  return { live, services: { desk, presence, waiting, definitions: new TaskDefinitions(store) } };
}
