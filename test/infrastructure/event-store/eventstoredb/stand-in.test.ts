import { test } from 'tap';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { eventStoreContract } from '../../../contract/event-store/index.ts';
import { instancesOn } from './instances.ts';

test('the log in an EventStoreDB that stands in for the real one keeps the promises of the port', (t) =>
  eventStoreContract(t, {
    open: async () => {
      const standIn = await StandIn.open();
      const instances = instancesOn(standIn.url);
      return {
        ...instances,
        restart: () => standIn.restart(),
        close: async () => {
          await instances.close();
          standIn.kill();
        },
      };
    },
  }));
