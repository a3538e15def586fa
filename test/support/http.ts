import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Koa, { type Middleware } from 'koa';

interface Teardown {
  teardown(fn: () => unknown): void;
}

/** Serves these middlewares on a free port of this machine until the test ends; gives the base URL. */
export async function served(t: Teardown, ...middlewares: readonly Middleware[]): Promise<string> {
  const app = new Koa();
  for (const middleware of middlewares) app.use(middleware);
  const server: Server = createServer(app.callback());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
