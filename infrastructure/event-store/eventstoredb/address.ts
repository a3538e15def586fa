import { EventStoreDBClient } from '@eventstore/db-client';
import { UnusableEventStore } from './unusable-event-store.ts';

/** Where an EventStoreDB is, as the library takes it and as a person may see it. */
export interface EventStoreAddress {
  /** With credentials: never shown. */
  readonly url: string;
  /** Hosts alone. */
  readonly shown: string;
  readonly user: string | null;
}

/** What a server that stops to answer is noticed by: after 12 s at the latest. Below 10 s between two pings the library objects. */
const presets = { keepAliveInterval: '10000', keepAliveTimeout: '2000' };
const others =
  'tls tlsCAFile userCertFile userKeyFile connectionName defaultDeadline discoveryInterval gossipTimeout maxDiscoverAttempts nodePreference';
const options = [...others.split(' '), ...Object.keys(presets)];

const form = /^(?<scheme>esdb|esdb\+discover):\/\/(?:(?<user>[^:@/?]+):(?<password>[^@]+)@)?(?<hosts>[^/?@]+)\/?(?:\?(?<query>.*))?$/;
const wanted = 'esdb://user:password@host:2113?tls=true, with several hosts host1:2113,host2:2113, or esdb+discover://… for a cluster';

/**
 * Takes a connection string apart and completes it. What the library would warn of on standard error, with the password in it, is refused.
 * @throws UnusableEventStore
 */
export function parseAddress(text: string): EventStoreAddress {
  const { scheme = '', user, password, hosts = '', query = '' } = form.exec(text.trim())?.groups ?? {};
  if (!hosts) throw unusable(`it must have the form ${wanted}`);
  const given = new Map(query.split('&').flatMap((pair) => (pair ? [splitOption(pair)] : [])));
  const complete = [...new Map([...Object.entries(presets), ...given])].map(([key, value]) => `${key}=${value}`).join('&');
  const url = `${scheme}://${user === undefined ? '' : `${user}:${password}@`}${hosts}?${complete}`;
  try {
    EventStoreDBClient.connectionString(url);
  } catch (error) {
    throw unusable(reasonOf(error as Error));
  }
  return { url, shown: hosts, user: user === undefined ? null : decodeURIComponent(user) };
}

function splitOption(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  const key = options.find((name) => name.toLowerCase() === pair.slice(0, at).trim().toLowerCase());
  if (at < 0 || !key) throw unusable(`it has no option "${at < 0 ? pair : pair.slice(0, at)}"; there are ${options.join(', ')}`);
  return [key, pair.slice(at + 1)];
}

/** The library's sentence, without the piece of the address that it quotes: a password may be in it. */
const reasonOf = ({ message }: Error): string => message.replace(/^Unexpected ".*" at position \d+, expected/s, 'it lacks');

const unusable = (why: string): UnusableEventStore => new UnusableEventStore(`COLOPHON_EVENT_STORE_URL is not usable: ${why}.`);
