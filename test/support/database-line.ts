import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type pg from 'pg';

interface Scope {
  teardown(end: () => void): void;
}

/** A way to the database that can stop carrying anything, without closing: as when a machine or a cable between is gone. */
export interface DatabaseLine {
  readonly port: number;
  /** What is connected carries nothing any more, in either direction, and neither does what connects from now on. */
  goDead(): void;
  /** As `goDead`, but whoever connects anew gets through: as when a table of connections between was lost. */
  forget(): void;
  /** As `forget`, but what is sent to the database next still gets through, all but its end. */
  cutShort(): void;
  /**
   * Whatever is sent to the database next is answered as a PostgreSQL does that has just been told to stop. Resolves once that was said
   * on all connections, and they are closed.
   */
  shutDown(): Promise<unknown>;
  /** New connections carry again; those that went dead never do. */
  heal(): void;
}

/** The last message of a server that stops. */
const farewell = ((said: Buffer) => {
  const head = Buffer.from('E____');
  head.writeInt32BE(said.length + 4, 1);
  return Buffer.concat([head, said]);
})(Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

/** Opens one to where `to` says; it is closed when the test ends. */
export async function databaseLine(t: Scope, { host = '127.0.0.1', port = 5432 }: pg.ClientConfig): Promise<DatabaseLine> {
  const sockets = new Set<Socket>();
  const ways = new Map<Socket, Socket>();
  let dead = false;
  const proxy = createServer((near) => {
    const far = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    ways.set(near, far);
    near.once('close', () => ways.delete(near));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          sockets.delete(socket);
          if (!dead) other.destroy();
        });
      if (!dead) socket.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const forget = (): void => {
    for (const socket of sockets) {
      socket.unpipe().removeAllListeners('close');
      socket.resume(); // takes what comes, and lets nobody have it
    }
    sockets.forEach((socket) => swallowed.add(socket));
    sockets.clear();
  };
  const swallowed = new Set<Socket>();
  t.teardown(() => {
    for (const socket of [...sockets, ...swallowed]) socket.destroy();
    proxy.close();
  });
  return {
    port: (proxy.address() as AddressInfo).port,
    forget,
    cutShort: () => {
      forget();
      for (const [near, far] of ways) near.once('data', (part: Buffer) => far.write(part.subarray(0, -1)));
    },
    shutDown: () => {
      forget();
      return Promise.all(
        [...ways.keys()].map((near) =>
          once(
            near.once('data', () => near.end(farewell)),
            'close',
          ),
        ),
      );
    },
    goDead: () => {
      dead = true;
      forget();
    },
    heal: () => {
      forget(); // those of the dead time
      dead = false;
    },
  };
}
