import { readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { json } from 'node:stream/consumers';
import type { EventStoreAddress } from './address.ts';

/** What a node says of itself, or why it says nothing. */
export type Node = { readonly node: string } & ({ readonly version: string; readonly state: string } | { readonly silent: string });

const patienceMs = 3_000;
const defaultPort = 2113;

/** Asks every node that the address names; a node tells this to anybody. */
export const askNodes = ({ shown, url }: EventStoreAddress): Promise<readonly Node[]> =>
  Promise.all(shown.split(',').map((host) => askNode(/:\d+$/.test(host) ? host : `${host}:${defaultPort}`, url)));

async function askNode(node: string, url: string): Promise<Node> {
  try {
    const { esVersion, state } = (await infoOf(node, url)) as { readonly esVersion?: unknown; readonly state?: unknown };
    return { node, version: String(esVersion), state: String(state) };
  } catch (error) {
    return { node, silent: error instanceof Error ? error.message : String(error) };
  }
}

function infoOf(node: string, url: string): Promise<unknown> {
  const option = (name: string): string | undefined => new RegExp(`[?&]${name}=([^&]*)`).exec(url)?.[1];
  const isSecure = option('tls')?.toLowerCase() !== 'false';
  const authority = option('tlsCAFile');
  const options = { signal: AbortSignal.timeout(patienceMs), ...(isSecure && authority && { ca: readFileSync(authority) }) };
  return new Promise((resolve, reject) => {
    const get = isSecure ? getSecure : getPlain;
    get(`${isSecure ? 'https' : 'http'}://${node}/info`, options, (answer) => void json(answer).then(resolve, reject)).on('error', reject);
  });
}
