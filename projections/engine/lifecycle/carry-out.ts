import type { Pool, PoolClient } from 'pg';
import { generationOf, tablesOf, type Generation } from '../generation.ts';
import { clearGeneration, createGeneration, isOfVersion, noteChange, type KnownGeneration } from '../generations.ts';
import { checkpointOf } from '../names.ts';
import type { AnyProjection } from '../projection.ts';
import { showTables } from '../schema.ts';
import { transaction } from '../transaction.ts';
import type { Verification } from '../verify/verification.ts';
import { decide, isForbidden, type Act, type Change } from './decide.ts';
import { lockGenerations, underTheLock } from './lock.ts';
import type { GenerationState } from './states.ts';

/** What was asked may not be as things stand; the message says why and what to do. */
export class GenerationForbidden extends Error {
  constructor(projection: string, why: string) {
    super(`${projection}: ${why}`);
    this.name = 'GenerationForbidden';
  }
}

/** The generation to be shown has not applied yet what the live one shows: it will in a moment, if projectors run. */
export class GenerationBehind extends Error {
  constructor(projection: string, number: number) {
    super(`${projection}: generation ${number} is behind the live one. It follows the log while a server runs: try again.`);
    this.name = 'GenerationBehind';
  }
}

export interface Asked {
  readonly act: Act;
  /** Who asks: `system`, `command line`, `user <id>`. */
  readonly actor: string;
  /** For what is kept of the change, where the act itself has none. */
  readonly reason?: string;
  /** Of a rebuild: events per second at most; null: as fast as it goes; absent: as it was. */
  readonly maxRate?: number | null;
  /** Of a comparison: what became of it. */
  readonly verification?: Verification;
  /** Of a rebuild and a revival: a program of its version wants it, and switches to it by itself. */
  readonly automatic?: boolean;
  /** Of a rebuild: see `Birth`. */
  readonly lanes?: number;
}

/**
 * Carries out what is asked of a projection's generations, in one transaction in which none of them moves: the states, their tables,
 * the views, and who did it. @throws GenerationForbidden, GenerationBehind
 */
export const carryOut = (pool: Pool, projection: AnyProjection, asked: Asked): Promise<readonly Change[]> =>
  transaction(pool, async (client) => {
    await underTheLock(client);
    return carryOutLocked(client, projection, asked);
  });

/** What `carryOut` would change as things stand; nothing is changed. @throws GenerationForbidden */
export const wouldChange = (pool: Pool, projection: AnyProjection, act: Act): Promise<readonly Change[]> =>
  transaction(pool, async (client) => (await decideLocked(client, projection, act)).decided);

async function decideLocked(client: PoolClient, projection: AnyProjection, act: Act) {
  const known = await lockGenerations(client, projection.name);
  const decided = decide(
    act,
    known.map(({ number, state, version, shape }) => ({ number, state, current: isOfVersion(projection, { version, shape }) })),
    projection.name,
  );
  if (isForbidden(decided)) throw new GenerationForbidden(projection.name, decided.forbidden);
  return { known, decided };
}

export async function carryOutLocked(client: PoolClient, projection: AnyProjection, asked: Asked): Promise<readonly Change[]> {
  const { act, actor } = asked;
  const { known, decided } = await decideLocked(client, projection, act);
  if (act.kind === 'switch' || act.kind === 'rollback') await refuseBehind(client, projection.name, decided);
  for (const change of decided) {
    const reason = asked.reason ?? ('reason' in act ? act.reason : null);
    if (change.from === null) await createGeneration(client, generationOf(projection, change.number), birthOf(asked));
    else
      await changeTo(
        client,
        projection,
        known.find(({ number }) => number === change.number)!,
        change.to,
        decided,
        known,
      );
    if (change.from !== null && change.from !== change.to)
      await noteChange(client, { projection: projection.name, ...change, actor, reason });
  }
  if (asked.automatic)
    await client.query('update ops.generations set automatic = true where projection = $1 and generation = any($2)', [
      projection.name,
      decided.map(({ number }) => number),
    ]);
  if (asked.maxRate !== undefined)
    await client.query('update ops.generations set max_rate = $3 where projection = $1 and generation = any($2)', [
      projection.name,
      decided.map(({ number }) => number),
      asked.maxRate,
    ]);
  if (asked.verification)
    await client.query('update ops.generations set verification = $3 where projection = $1 and generation = any($2)', [
      projection.name,
      decided.map(({ number }) => number),
      JSON.stringify(asked.verification),
    ]);
  return decided;
}

const birthOf = ({ actor, automatic = false, maxRate = null, lanes = 1 }: Asked) =>
  ({ state: 'building', actor, automatic, maxRate, lanes }) as const;

async function changeTo(
  client: PoolClient,
  projection: AnyProjection,
  generation: Omit<KnownGeneration, 'position' | 'applied'>,
  to: GenerationState,
  decided: readonly Change[],
  known: readonly Omit<KnownGeneration, 'position' | 'applied'>[],
): Promise<void> {
  if (to === 'live') {
    const replaced = decided.find(({ from }) => from === 'live');
    const before = known.find(({ number }) => number === replaced?.number);
    await showTables(client, generationOf(projection, generation.number), before?.tables ?? []);
  }
  if (to === 'caught_up') await joinLanes(client, checkpointOf(projection.name, generation.number));
  if (to === 'dropped' || to === 'cancelled') {
    if (generation.state === 'live') await hideTables(client, generation.tables);
    await clearGeneration(client, generation);
  }
  await client.query('update ops.generations set state = $3, wanted = null where projection = $1 and generation = $2', [
    projection.name,
    generation.number,
    to,
  ]);
}

/** Several lanes come to an end at one position: from there on one checkpoint tells how far all rows are. */
async function joinLanes(client: PoolClient, checkpoint: string): Promise<void> {
  const { rows } = await client.query<{ positions: number }>(
    `with lanes as (delete from ops.checkpoints where starts_with(name, $1 || '/') returning position)
      select count(distinct position)::int as positions
        from (select position from lanes union all select position from ops.checkpoints where name = $1) as all_lanes`,
    [checkpoint],
  );
  if (rows[0]?.positions !== 1) throw new Error(`The lanes of ${checkpoint} stand at different positions.`);
}

const hideTables = async (client: PoolClient, tables: readonly string[]): Promise<void> => {
  await client.query(tables.map((table) => `drop view if exists read.${table};`).join('\n'));
};

/** What is to be shown must show all that is shown now. */
async function refuseBehind(client: PoolClient, projection: string, decided: readonly Change[]): Promise<void> {
  const next = decided.find(({ to }) => to === 'live');
  const live = decided.find(({ from }) => from === 'live');
  if (!next || !live) return;
  const { rows } = await client.query<{ behind: boolean | null }>(
    `select (select position from ops.checkpoints where name = $1) < (select position from ops.checkpoints where name = $2) as behind`,
    [checkpointOf(projection, next.number), checkpointOf(projection, live.number)],
  );
  if (rows[0]?.behind !== false) throw new GenerationBehind(projection, next.number);
}

/** So that the planner knows the tables before people read them: those of which it does not, or of which a tenth has changed since. */
export const analyzeTables = async (pool: Pool, generation: Generation): Promise<void> => {
  const { rows } = await pool.query<{ relation: string }>(
    `select relid::regclass::text as relation from pg_stat_user_tables where relid = any($1::text[]::regclass[])
      and (coalesce(last_analyze, last_autoanalyze) is null or n_mod_since_analyze * 10 > n_live_tup)`,
    [tablesOf(generation).map(({ relation }) => relation)],
  );
  for (const { relation } of rows) await pool.query(`analyze ${relation}`);
};
