import { system } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { probeLog } from '../../domain/probe/probe-log.ts';
import { command, type CommandBus } from '../pipeline/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Ids } from '../ports/ids.ts';
import { ok, problem, type Check } from './check.ts';

const name = 'event store';

export interface StoreCheckDeps {
  readonly store: Pick<EventStore, 'head'>;
  /** Why the last append could not be written. */
  readonly trouble: () => Error | null;
}

/** The log answers and took the last append. Asked often, so it writes nothing. */
export const eventStoreCheck = ({ store, trouble }: StoreCheckDeps): Check => ({
  name,
  vital: true,
  async look() {
    const head = await store.head();
    const error = trouble();
    if (error === null) return ok(`The log answers; its last position is ${head}.`);
    return problem(
      `The log can be read, but the last append was not written: ${error.message}`,
      'See why the event store takes no events.',
    );
  },
});

export interface AppendCheckDeps extends Pick<StoreCheckDeps, 'trouble'> {
  readonly bus: CommandBus;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** A command is patient with a store that is away; who asks why it takes nothing is not. One that only takes its time gets more of it. */
const withinMs = { away: 4_000, slow: 20_000 } as const;

/** The log takes an event: one is written, to a stream of the day that nothing follows. */
export const appendCheck = ({ bus, ids, clock, trouble }: AppendCheckDeps): Check => ({
  name,
  vital: false,
  async look() {
    const commandId = ids.next();
    const day = naturalId('probe', clock.now().toISOString().slice(0, 10));
    const origin = { actor: system('doctor'), commandId, correlationId: commandId, causationId: null };
    const over = new AbortController();
    const tooLong = async (): Promise<null> => {
      await clock.wait(withinMs.away, over.signal);
      if (trouble() === null) await clock.wait(withinMs.slow - withinMs.away, over.signal);
      return null;
    };
    try {
      const written = await Promise.race([bus.execute(command(probeLog, day, {}), origin), tooLong()]);
      if (written) return ok(`The log takes events: one was written at position ${written.position}.`);
      const why = trouble()?.message ?? `It has not answered within ${withinMs.slow / 1000} s.`;
      return problem(`The log takes no events. ${why}`, 'Mend what the message names; the log of the event store may say more.');
    } finally {
      over.abort();
    }
  },
});
