import { setTimeout } from 'node:timers/promises';
import { expectedAt } from '../../application/log/repetition.ts';
import { system } from '../../domain/kernel/event.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { clientConfig, openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { monotonic } from '../monotonic.ts';
import type { PlannedAppend } from './appends.ts';
import { random, uuid } from '../random.ts';

/** Appends to be made, each at its time of the shared clock, whatever became of those before. */
export interface Writing {
  readonly address: DatabaseAddress;
  readonly appends: readonly PlannedAppend[];
  readonly at: readonly number[];
  readonly seed: number;
}

/** When an append was due and when it was acknowledged, on the shared clock. */
export interface Acknowledged {
  readonly due: number;
  readonly acknowledged: number;
}

let opened: PostgresEventStore | undefined;

function store(address: DatabaseAddress): PostgresEventStore {
  return (opened ??= new PostgresEventStore(openPool(address), clientConfig(address), systemClock));
}

async function write({ address, appends, at, seed }: Writing): Promise<readonly Acknowledged[]> {
  const log = store(address);
  const next = random(seed);
  return Promise.all(
    appends.map(async ({ stream, expected, event }, index) => {
      const due = at[index] ?? 0;
      const [id, commandId] = [uuid(next), uuid(next)];
      await setTimeout(Math.max(0, due - monotonic()));
      const metadata = { commandId, correlationId: commandId, causationId: null, actor: system('bench') };
      await log.append(stream, expectedAt(expected), [{ id, version: 1, time: new Date(), ...event, metadata }]);
      return { due, acknowledged: monotonic() };
    }),
  );
}

process.on('message', (writing: Writing) => {
  void write(writing).then(
    (acknowledged) => process.send?.({ acknowledged }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
