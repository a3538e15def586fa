import { test } from 'tap';
import { eventsPerTask, fillTaskLog } from '../../bench/task-log/fill.ts';
import { UpcastingEventStore } from '../../application/log/upcasting-event-store.ts';
import { assertValid } from '../../application/log/validate.ts';
import { aggregates } from '../../domain/index.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { migratedDatabase } from '../support/migrated.ts';

test('given a log filled for a measurement, then it is one that the system could have written, in random order over its tasks', async (t) => {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  await fillTaskLog(pool, 2_000, 7);
  const store = new UpcastingEventStore(
    new PostgresEventStore(pool, database.connection, systemClock),
    aggregates.map(({ aggregate }) => aggregate),
  );
  const { events } = await store.readAll(0n, 5_000);
  t.equal(events.length, 2_000);
  const task = aggregates.find(({ aggregate }) => aggregate.category === 'task')?.aggregate;
  for (const event of events) assertValid(task, event.stream, event);
  const streams = Map.groupBy(events, ({ stream }) => stream);
  t.equal(streams.size, 2_000 / eventsPerTask);
  const orders = [...streams.values()].map((own) => own.map(({ revision }) => revision).join());
  t.same(new Set(orders), new Set([Array.from({ length: eventsPerTask }, (_, n) => n).join()]));
  const neighbours = events.filter(({ stream }, at) => events[at + 1]?.stream === stream).length;
  t.ok(neighbours < 50, `hardly an event follows one of its own task: ${neighbours}`);
});
