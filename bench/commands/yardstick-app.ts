import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import Koa from 'koa';
import { openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';

/** The least that a write over HTTP can be: a request through koa becomes one row with one unique key through pg. */
async function listen(address: DatabaseAddress): Promise<string> {
  const pool = openPool(address);
  await pool.query(
    'create table if not exists yardstick (stream text not null, version integer not null, data json not null, unique (stream, version))',
  );
  const koa = new Koa();
  koa.use(async (ctx) => {
    const { stream, version, data } = (await json(ctx.req)) as { stream: string; version: number; data: unknown };
    const values = [stream, version, JSON.stringify(data)];
    await pool.query({ name: 'insert', text: 'insert into yardstick (stream, version, data) values ($1, $2, $3)', values });
    ctx.body = { stream, version };
  });
  const server = createServer({ keepAliveTimeout: 600_000 }, koa.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('message', ({ address }: { readonly address: DatabaseAddress }) => {
  void listen(address).then((url) => process.send?.({ url }));
});
process.on('disconnect', () => process.exit());
