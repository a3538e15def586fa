import { test } from 'tap';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { MemoryLog } from '../../../infrastructure/event-store/memory/memory-log.ts';
import { eventStoreContract } from '../../contract/event-store/index.ts';

test('the log in memory keeps the promises of the port', (t) =>
  eventStoreContract(t, {
    lacks: { durability: 'memory does not outlive its program' },
    open: async () => {
      const log = new MemoryLog();
      return { store: new MemoryEventStore(log), another: async () => new MemoryEventStore(log), close: async () => undefined };
    },
  }));
