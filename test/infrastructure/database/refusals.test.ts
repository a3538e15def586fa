import { test } from 'tap';
import type { RefusedCommand } from '../../../application/ports/refusals.ts';
import type { RefusalCode } from '../../../domain/kernel/refusal.ts';
import { PostgresRefusals } from '../../../infrastructure/database/postgres-refusals.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { quiet } from '../../support/quiet.ts';

const refused = (code: RefusalCode, over: Partial<RefusedCommand> = {}): RefusedCommand => ({
  at: new Date('2026-01-01T12:34:56Z'),
  actor: { kind: 'user', id: '7' },
  command: 'StartProcess',
  target: 'process-1',
  commandId: '00000000-0000-4000-8000-000000000001',
  correlationId: '00000000-0000-4000-8000-000000000002',
  causationId: null,
  refusals: [{ code, params: { limit: 1 } }],
  input: { secret: 'in the request' },
  ...over,
});

test('a refused command is kept with who, what, when and why; of the request only a digest', async (t) => {
  // One connection, so what is asked next sees what was kept before.
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  new PostgresRefusals(pool, quiet).keep(refused('no_elements'));
  const { rows } = await pool.query(
    'select time, actor_kind, actor_id, command, target, refusals, request_digest from ops.refused_commands',
  );
  t.match(rows, [
    {
      time: new Date('2026-01-01T12:34:56Z'),
      actor_kind: 'user',
      actor_id: '7',
      command: 'StartProcess',
      target: 'process-1',
      refusals: [{ code: 'no_elements', params: { limit: 1 } }],
      request_digest: /^[0-9a-f]{64}$/,
    },
  ]);
  t.notMatch(JSON.stringify(rows), /in the request/);
});

test('what is said often and by design is only counted, per actor and hour', async (t) => {
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  const refusals = new PostgresRefusals(pool, quiet);
  refusals.keep(refused('activity_conflict'));
  refusals.keep(refused('activity_conflict', { at: new Date('2026-01-01T12:59:59Z') }));
  refusals.keep(refused('activity_conflict', { at: new Date('2026-01-01T13:00:00Z') }));
  refusals.keep(refused('validation_failed', { actor: { kind: 'task', id: 'x' } }));
  const counts = await pool.query('select actor_kind, code, count from ops.refusal_counts order by hour, actor_kind desc');
  t.same(counts.rows, [
    { actor_kind: 'user', code: 'activity_conflict', count: 2 },
    { actor_kind: 'task', code: 'validation_failed', count: 1 },
    { actor_kind: 'user', code: 'activity_conflict', count: 1 },
  ]);
  t.equal((await pool.query('select from ops.refused_commands')).rowCount, 0);
});

test('a record that cannot be kept is a warning, not an error of the request', async (t) => {
  const pool = (await migratedDatabase(t)).pool({ max: 1 });
  const warned = Promise.withResolvers<object>();
  const refusals = new PostgresRefusals(pool, { ...quiet, warn: (details) => warned.resolve(details) });
  refusals.keep(refused('no_elements', { commandId: 'no uuid' }));
  t.match(await warned.promise, { command: 'StartProcess' });
});
