import { test } from 'tap';
import type { RefusedCommand } from '../../../application/ports/refusals.ts';
import type { RefusalFilter } from '../../../application/ports/refused-commands.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { PostgresRefusals } from '../../../infrastructure/database/postgres-refusals.ts';
import { PostgresRefusedCommands } from '../../../infrastructure/database/postgres-refused-commands.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestScope } from '../../support/postgres.ts';
import { quiet } from '../../support/quiet.ts';

const [process, task, other] = ['process', 'task', 'other'].map((name) => naturalId('refused', name)) as [string, string, string];
const ada = { kind: 'user', id: '1' } as const;
const agent = { kind: 'agent', id: naturalId('agent') } as const;
const today = new Date().setUTCHours(0, 0, 0, 0);
/** Days of late: what is older than 90 days is swept. */
const day = (n: number): Date => new Date(today - (10 - n) * 86_400_000);

const refused = (n: number, over: Partial<RefusedCommand> = {}): RefusedCommand => ({
  at: day(n),
  actor: ada,
  command: `Command${n}`,
  target: `process-${process}`,
  commandId: naturalId('command', n),
  correlationId: naturalId('correlation', n),
  causationId: null,
  refusals: [{ code: 'process_started' }],
  input: {},
  ...over,
});

/** Five refusals, kept in this order. */
async function kept(t: TestScope) {
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  const refusals = new PostgresRefusals(pool, quiet);
  refusals.keep(refused(1));
  refusals.keep(refused(2, { target: `task-${task}`, actor: agent, refusals: [{ code: 'late_report' }, { code: 'task_final' }] }));
  refusals.keep(refused(3, { target: `/api/v1/process/${process.toUpperCase()}/start/`, refusals: [{ code: 'forbidden' }] }));
  refusals.keep(refused(4, { target: `process-${other}`, correlationId: naturalId('correlation', 1), causationId: naturalId('event') }));
  refusals.keep(refused(5, { target: '/api/v1/corpus/' }));
  return new PostgresRefusedCommands(pool);
}

test('refused commands are found', async (t) => {
  const commands = await kept(t);
  const found = async (filter: RefusalFilter) => (await commands.where(filter, null, 10)).map(({ command }) => Number(command.slice(7)));

  await t.test('all, newest first, part by part', async (t) => {
    t.same(await found({}), [5, 4, 3, 2, 1]);
    const [first, second] = await commands.where({}, null, 2);
    t.match(second, { actor: ada, target: `process-${other}`, causationId: naturalId('event'), requestDigest: /^[0-9a-f]{64}$/ });
    t.match(first, { time: day(5), refusals: [{ code: 'process_started' }] });
    t.same(
      (await commands.where({}, second?.id ?? null, 2)).map(({ command }) => command),
      ['Command3', 'Command2'],
    );
    t.equal(await commands.count({}), 5);
  });

  await t.test('by the things they were about, be it a stream or an address', async (t) => {
    t.same(await found({ things: [process] }), [3, 1]);
    t.same(await found({ things: [process, task] }), [3, 2, 1]);
    t.same(await found({ things: [] }), []);
    t.same(await found({ target: `task-${task}` }), [2]);
    t.equal(await commands.count({ things: [process] }), 2);
  });

  await t.test('by who asked, why not, and when', async (t) => {
    t.same(await found({ actor: { id: agent.id } }), [2]);
    t.same(await found({ actor: { kind: 'agent', id: '1' } }), []);
    t.same(await found({ code: 'task_final' }), [2]);
    t.same(await found({ since: day(2), until: day(4) }), [3, 2]);
  });

  await t.test('by the correlation in which they stand', async (t) => {
    const correlation = await commands.correlationOf(naturalId('command', 4));
    t.equal(correlation, naturalId('correlation', 1));
    t.equal(await commands.correlationOf(correlation ?? ''), correlation);
    t.same(
      (await commands.ofCorrelation(correlation ?? '')).map(({ command }) => command),
      ['Command1', 'Command4'],
    );
    t.equal(await commands.correlationOf(naturalId('nothing')), null);
  });
});
