import tap from 'tap';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { grownInstallation } from './support/grown.ts';

// A log belongs to one installation, so the real server of other tests cannot be shared: see docs/operations.md for trying it by hand.
const store = await StandIn.open();
tap.teardown(() => store.kill());

await grownInstallation(tap, 'the log in EventStoreDB', { COLOPHON_EVENT_STORE_URL: store.url });
