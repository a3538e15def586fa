import { test } from 'tap';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { GraphileQueue } from '../../../infrastructure/queue/graphile-worker/graphile-queue.ts';
import { Calls } from '../../contract/queue/calls.ts';
import { queueContract } from '../../contract/queue/queue-contract.ts';
import { databaseLine } from '../../support/database-line.ts';
import { settled } from '../../support/eventually.ts';
import { testDatabase, type TestScope } from '../../support/postgres.ts';

async function queuesOn(t: TestScope) {
  const database = await testDatabase(t);
  const open: GraphileQueue[] = [];
  t.teardown(() => Promise.all(open.map((queue) => queue.close())).then(() => undefined));
  const program = (): GraphileQueue => {
    const queue = new GraphileQueue({ connection: database.connection, clock: systemClock, onFailure: () => undefined });
    open.push(queue);
    return queue;
  };
  return { database, program };
}

queueContract('graphile-worker', async (t) => (await queuesOn(t)).program);

test('graphile-worker: given a database that is not there, then adding fails soon and a worker begins when it is', async (t) => {
  const nowhere = { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' };
  const queue = new GraphileQueue({ connection: nowhere, clock: systemClock, onFailure: () => undefined });
  t.equal(await queue.add('a', new Date()), false);
  const worker = await queue.work(async () => null, 1);
  await worker.stop();
  await queue.close();
});

test('graphile-worker: given a worker whose connections are cut, then it goes on', async (t) => {
  const { database, program } = await queuesOn(t);
  const calls = new Calls();
  const worker = await program().work(calls.run, 2);
  const adding = program();
  await adding.add('before', new Date());
  await calls.times(1);
  await database.pool().query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'colophon queue'`);
  while (!(await adding.add('after', new Date())));
  await calls.times(2);
  await worker.stop();
  t.same(calls.ids, ['before', 'after']);
});

test('graphile-worker: given a database that stops while the queue is closed, then nothing is wrong', async (t) => {
  const { connection } = await testDatabase(t);
  const line = await databaseLine(t, connection);
  const told: unknown[] = [];
  const queue = new GraphileQueue({
    connection: { ...connection, host: '127.0.0.1', port: line.port },
    clock: systemClock,
    onFailure: (error) => told.push(error),
  });
  await queue.add('a', new Date());
  const closed = line.shutDown();
  await queue.close();
  await closed;
  await settled();
  t.same(told, []);
});
