import { EventStoreDBClient } from '@eventstore/db-client';
import { test } from 'tap';
import { answers } from '../../../support/eventstoredb/answers/index.ts';
import { endpoints } from '../../../support/eventstoredb/answers/faults.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';

const { EVENTSTOREDB_URL: real } = process.env;

test('the stand-in answers as the real server does', async (t) => {
  const standIn = await StandIn.open();
  t.teardown(() => standIn.kill());
  const client = connect(standIn.url);
  await answers(t, client);
  await client.dispose();
});

test('the real server answers as it was seen to', { skip: real ? false : 'EVENTSTOREDB_URL names no real server' }, async (t) => {
  const client = connect(real ?? '');
  await answers(t, client);
  await client.dispose();
});

function connect(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  endpoints.set(client, /\/\/(?:.*@)?([^?/]+)/.exec(url)?.[1] ?? '');
  return client;
}
