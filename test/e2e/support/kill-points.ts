import { existsSync, readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import type { EventStore } from '../../../application/ports/event-store.ts';
import type { KillPoint } from './strikes.ts';

// Loaded by `--import` before the real program, whose log and database connections then end it, by SIGKILL, at the point that the order names
// (see `Strikes`). The order is used up by that.

const order = process.env.COLOPHON_TEST_ORDER ?? '';

function pass(here: KillPoint): void {
  if (!existsSync(order) || readFileSync(order, 'utf8') !== here) return;
  rmSync(order);
  if (process.send) process.kill(process.ppid, 'SIGKILL'); // this one fills read models for the program
  process.kill(process.pid, 'SIGKILL');
}

const log = await logOfProgram();
const append = Reflect.get(log, 'append') as EventStore['append'];
log.append = async function (this: EventStore, stream, expected, events) {
  const appended = await append.call(this, stream, expected, events);
  if (stream.startsWith('corpus-')) pass('project appended');
  if (stream.startsWith('process-')) pass('process appended');
  return appended;
};

/** What all logs of the product that the settings choose have in common. */
async function logOfProgram(): Promise<EventStore> {
  if (process.env.COLOPHON_EVENT_STORE_URL === undefined)
    return (await import('../../../infrastructure/event-store/postgres/postgres-event-store.ts')).PostgresEventStore.prototype;
  return (await import('../../../infrastructure/event-store/eventstoredb/index.ts')).EventStoreDbEventStore.prototype;
}

/** By a statement of it, what a transaction is for. */
const marks: readonly (readonly [statement: RegExp, written: KillPoint, committed: KillPoint])[] = [
  [/is it being built/, 'build written', 'build committed'],
  [/^create view|;\s*create view|\ncreate view/, 'switch written', 'switch committed'],
  [/move checkpoints/, 'page written', 'page committed'],
];

const known = new WeakMap<pg.Client, (typeof marks)[number]>();

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const query = Reflect.get(pg.Client.prototype, 'query') as Query;
Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...args: unknown[]): unknown {
  const [asked] = args as [string | { readonly name?: string; readonly text?: string }];
  const text = typeof asked === 'string' ? asked : `${asked.name} ${asked.text}`;
  if (/^(begin|rollback)/.test(text)) known.delete(this);
  const mark = known.get(this) ?? marks.find(([statement]) => statement.test(text));
  if (mark) known.set(this, mark);
  if (text !== 'commit' || !mark) return query.apply(this, args);
  known.delete(this);
  pass(mark[1]);
  const committed = query.apply(this, args) as Promise<unknown>;
  return committed.then((result) => {
    pass(mark[2]);
    return result;
  });
} satisfies Query);
