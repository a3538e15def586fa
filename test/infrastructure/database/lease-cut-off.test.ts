import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'tap';
import { PostgresLeases } from '../../../infrastructure/database/postgres-leases.ts';
import { testDatabase } from '../../support/postgres.ts';

/** A way to the database that can stop carrying anything, without closing: as when a machine or a cable between is gone. */
async function line(to: { readonly host: string; readonly port: number }) {
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    const far = to.host.startsWith('/') ? connect(join(to.host, `.s.PGSQL.${to.port}`)) : connect(to.port, to.host);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far);
    far.pipe(near);
    near.once('close', () => far.destroy());
    sockets.push(near, far);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    goesDead: (): void => sockets.forEach((socket) => socket.unpipe().pause()),
    close: (): void => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

test('a holder whose connection carries nothing any more is told, and what it releases then does not hang', async (t) => {
  const database = await testDatabase(t);
  const pool = database.pool();
  const { host = '127.0.0.1', port = 5432, ...rest } = database.connection;
  const cable = await line({ host, port });
  t.teardown(() => cable.close());
  const leases = new PostgresLeases({ ...rest, host: '127.0.0.1', port: cable.port }, pool, { everyMs: 10, patienceMs: 200 });
  const lost = Promise.withResolvers<void>();
  const lease = await leases.tryAcquire('lead', lost.resolve);
  t.ok(lease);

  cable.goesDead();

  await lost.promise;
  await lease?.release();
  t.pass('it was told');
});

test('a holder whose connection carries is not told anything, however often it asks', async (t) => {
  const database = await testDatabase(t);
  const pool = database.pool();
  const leases = new PostgresLeases(database.connection, pool, { everyMs: 1, patienceMs: 60_000 });
  let told = false;
  const lease = await leases.tryAcquire('lead', () => (told = true));
  for (let looks = 0; looks < 20; looks++) await pool.query('select 1');
  t.equal(told, false);
  t.ok(await leases.isHeld('lead'));
  await lease?.release();
  t.equal(await leases.isHeld('lead'), false);
});
