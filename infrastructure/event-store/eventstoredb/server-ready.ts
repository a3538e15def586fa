import { AccessDeniedError } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStoreAddress } from './address.ts';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.ts';
import { refusal, whyAway } from './store-error.ts';
import { UnusableEventStore } from './unusable-event-store.ts';

/** For how long a server may be on its way: one with a large log takes some seconds to start. */
const patienceMs = 15_000;
const firstPauseMs = 50;
const longestPauseMs = 1_000;

/** Resolves once the server takes appends and lets its log be read. @throws UnusableEventStore that says what to mend */
export async function serverReady(
  store: Pick<EventStoreDbEventStore, 'probe'>,
  address: EventStoreAddress,
  clock: Clock,
  onWaiting: (reason: string) => void,
): Promise<void> {
  const giveUpAt = clock.now().getTime() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await store.probe();
    } catch (error) {
      if (error instanceof AccessDeniedError) throw unusable(refusal(error, address), error);
      const told = error instanceof Error ? error : new Error(String(error));
      if (clock.now().getTime() + pause > giveUpAt)
        throw unusable(whyAway(told, address) ?? `the event store at ${address.shown} does not answer (${told.message})`, error);
      if (pause === firstPauseMs) onWaiting(`The event store at ${address.shown} does not answer yet; waiting for it.`);
      await clock.wait(pause);
    }
  }
}

const unusable = (why: string, cause: unknown): UnusableEventStore =>
  new UnusableEventStore(`COLOPHON_EVENT_STORE_URL: ${why}. Without that setting Colophon keeps its log in PostgreSQL.`, cause);
