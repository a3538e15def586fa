import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to connections that go out. One of those may be such a connection's before a server listens again
 * where it did, or become that of a client that tries to reach it meanwhile, which is then connected to itself.
 */
const first = 20_000;
const last = 32_767;

/** A port of this machine that nobody listens at, and that stays free for a server that comes and goes. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * (last - first));
    const server = createServer().listen(port, '127.0.0.1');
    const listens = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!listens) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
