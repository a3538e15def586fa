import { systemClock } from '../../../../infrastructure/clock/system-clock.ts';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { EventStoreDbEventStore } from '../../../../infrastructure/event-store/eventstoredb/eventstoredb-event-store.ts';
import type { Subject } from '../../../contract/event-store/index.ts';

export interface Instances extends Subject {
  readonly store: EventStoreDbEventStore;
  another(): Promise<EventStoreDbEventStore>;
}

/** Event stores on one server, as programs have them, but for the appending client: the library allows one per process. */
export function instancesOn(url: string): Instances {
  const open: EventStoreDbEventStore[] = [];
  const instance = (): EventStoreDbEventStore => {
    const store = new EventStoreDbEventStore(parseAddress(url), systemClock);
    open.push(store);
    return store;
  };
  return {
    store: instance(),
    another: async () => instance(),
    close: async () => {
      await Promise.all(open.map((store) => store.close()));
    },
  };
}
