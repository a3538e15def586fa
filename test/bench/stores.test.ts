import { test } from 'tap';
import { appendsEventStoreDb } from '../../bench/appends-eventstoredb/index.ts';
import { withoutServer } from '../../bench/eventstoredb/real-server.ts';
import { logCopy } from '../../bench/log-copy/index.ts';
import { runsTiny } from './support/tiny.ts';

test('given a little data, when a log is copied, then each figure that can be is measured', (t) => runsTiny(t, logCopy));

test(
  'given an EventStoreDB, when appends are measured, then each number of writers has a figure',
  { skip: withoutServer() ?? false },
  (t) => runsTiny(t, appendsEventStoreDb),
);
