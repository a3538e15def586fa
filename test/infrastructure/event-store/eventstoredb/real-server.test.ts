import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test } from 'tap';
import { eventStoreContract } from '../../../contract/event-store/index.ts';
import { instancesOn } from './instances.ts';

/** A server of one's own to run on, and a command that kills it and resolves once it has been started again. */
const { EVENTSTOREDB_URL: url, EVENTSTOREDB_RESTART: command } = process.env;
const skip = url ? false : 'EVENTSTOREDB_URL names no real server';

test('the log in a real EventStoreDB keeps the promises of the port', { skip }, (t) =>
  eventStoreContract(t, {
    lacks: { durability: 'EVENTSTOREDB_RESTART gives no command that restarts the server' },
    open: async () => {
      const instances = instancesOn(url ?? '');
      if (!command) return instances;
      return { ...instances, restart: async () => void (await promisify(execFile)('sh', ['-c', command])) };
    },
  }),
);
