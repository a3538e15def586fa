import type { EventStore } from '../ports/event-store.ts';
import { ok, type Check } from './check.ts';

/** The log answers. */
export const eventStoreCheck = (store: Pick<EventStore, 'head'>): Check => ({
  name: 'event store',
  vital: true,
  look: async () => ok(`The log answers; its last position is ${await store.head()}.`),
});
