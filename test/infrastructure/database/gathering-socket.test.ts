import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { test, type Test } from 'tap';
import { GatheringSocket } from '../../../infrastructure/database/gathering-socket.ts';

/** A socket that counts its writes to the system, and all that arrives at the other end once it has ended. */
async function connected(t: Test) {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const writes = { count: 0 };
  class Counted extends GatheringSocket {
    override _writev(...args: Parameters<NonNullable<Socket['_writev']>>): void {
      writes.count++;
      super._writev!(...args);
    }
  }
  const socket = new Counted();
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [other] = await accepted;
  const chunks: Buffer[] = [];
  other.on('data', (chunk: Buffer) => chunks.push(chunk));
  const received = once(other, 'end').then(() => {
    other.end();
    return Buffer.concat(chunks).toString();
  });
  if (socket.connecting) await once(socket, 'connect');
  return { socket, writes, received };
}

/** As the driver sends a statement. */
function statement(socket: Socket, text: string): void {
  socket.cork();
  socket.write(`${text}:parse `);
  socket.write(`${text}:bind `);
  socket.uncork();
}

test('statements that are sent in one go leave in one write, in order', async (t) => {
  const { socket, writes, received } = await connected(t);
  statement(socket, 'a');
  statement(socket, 'b');
  await Promise.resolve();
  statement(socket, 'c');
  socket.end();
  t.equal(await received, 'a:parse a:bind b:parse b:bind c:parse c:bind ');
  t.equal(writes.count, 1);
});

test('a statement alone leaves without waiting for another', async (t) => {
  const { socket, writes, received } = await connected(t);
  statement(socket, 'a');
  await new Promise((resolve) => process.nextTick(resolve));
  t.equal(writes.count, 1);
  t.equal(socket.writableCorked, 0);
  statement(socket, 'b');
  socket.end();
  t.equal(await received, 'a:parse a:bind b:parse b:bind ');
});
