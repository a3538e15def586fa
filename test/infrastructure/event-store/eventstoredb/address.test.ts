import { test } from 'tap';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { UnusableEventStore } from '../../../../infrastructure/event-store/eventstoredb/unusable-event-store.ts';

test('an address is completed with pings that notice a dead server within 12 seconds; what was given stays', async (t) => {
  t.match(parseAddress('esdb://127.0.0.1:2113?tls=false'), {
    url: 'esdb://127.0.0.1:2113?keepAliveInterval=10000&keepAliveTimeout=2000&tls=false',
    shown: '127.0.0.1:2113',
    user: null,
  });
  t.match(parseAddress('esdb://app:secret@db?keepAliveTimeout=5000').url, 'keepAliveTimeout=5000');
});

test('a single node, several hosts, a cluster, credentials and TLS are taken; only the hosts are shown', async (t) => {
  const taken = {
    'esdb://app:s%40cret@one:2113,two:2114?tls=true': ['one:2113,two:2114', 'app'],
    'esdb+discover://app%20one:secret@cluster.example?nodePreference=follower': ['cluster.example', 'app one'],
    'esdb://localhost/': ['localhost', null],
  } as const;
  for (const [text, [shown, user]] of Object.entries(taken)) t.match(parseAddress(text), { shown, user });
});

test('what is wrong is said in a sentence that names the setting, without the password', async (t) => {
  const wrong = {
    'http://app:hidden@host': /must have the form esdb:\/\//,
    'esdb://': /must have the form/,
    'esdb://app:hidden@host:port': /lacks port number/,
    'esdb://app:hidden@host?tls=maybe': /lacks true or false/,
    'esdb://app:hidden@host?sll=true': /no option "sll"; there are tls,/,
    'esdb://app:hidden@host?tlsVerifyCert=false': /no option "tlsVerifyCert"/,
    'esdb://app:hidden@host?tlsCAFile=/nowhere/ca.crt': /certificate file/,
  };
  for (const [text, sentence] of Object.entries(wrong)) {
    const error = await Promise.resolve()
      .then(() => parseAddress(text))
      .catch((e: unknown) => e);
    t.ok(error instanceof UnusableEventStore, text);
    const { message } = error as Error;
    t.match(message, sentence);
    t.match(message, /^COLOPHON_EVENT_STORE_URL is not usable: /);
    t.notMatch(message, /hidden/);
  }
});
