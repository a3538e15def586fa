import tap from 'tap';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { TestS3 } from '../support/s3/test-s3.ts';
import { grownInstallation } from './support/grown.ts';

// A log belongs to one installation, so the real server of other tests cannot be shared: see docs/operations.md for trying it by hand.
const store = await StandIn.open();
tap.teardown(() => store.kill());
const storage = await TestS3.start(tap);

const settings = { COLOPHON_EVENT_STORE_URL: store.url, COLOPHON_BLOBS_URL: storage.url() };
await grownInstallation(tap, 'the log in EventStoreDB, files in object storage', settings);

tap.test('logs of tasks lie in the object storage', async (t) => {
  t.ok(storage.names.some((name) => name.startsWith('ponos-logs/')));
});
