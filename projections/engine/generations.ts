import type { ClientBase } from 'pg';
import { beginning, type Position } from '../../application/ports/event-store.ts';
import { noneApplied, parseApplied, type AppliedCounts, type StoredCounts } from './applied-counts.ts';
import { shapeOf, tablesOf, type Generation } from './generation.ts';
import { gone, type GenerationState } from './lifecycle/states.ts';
import { laneCheckpointOf, relationOf } from './names.ts';
import type { AnyProjection } from './projection.ts';
import { createIndexes, createTables, dropTables, showTables } from './schema.ts';

/** A generation as the database knows it, perhaps of another version of the program. */
export interface KnownGeneration {
  readonly projection: string;
  readonly number: number;
  readonly version: number;
  readonly shape: string;
  /** Names of its tables, without generation. */
  readonly tables: readonly string[];
  readonly state: GenerationState;
  /** Wanted by a program of its version, which switches to it by itself. */
  readonly automatic: boolean;
  /** Events per second at most while it is built; null: as fast as it goes. */
  readonly maxRate: number | null;
  /** A comparison with the live one that was asked for. */
  readonly wanted: 'checksums' | 'rows' | null;
  /** Of the first lane, while there are several. */
  readonly position: Position;
  /** Null: not counted from the beginning. */
  readonly applied: AppliedCounts | null;
}

type Stored = Omit<KnownGeneration, 'applied'> & { readonly applied: StoredCounts | null };
type Client = Pick<ClientBase, 'query'>;

/** All generations that have tables. */
export async function knownGenerations(client: Client): Promise<readonly KnownGeneration[]> {
  const { rows } = await client.query<Stored>({
    name: 'colophon: known generations',
    text: `select g.projection, g.generation as number, g.version, g.shape, g.tables, g.state, g.automatic, g.max_rate as "maxRate", g.wanted,
        c.position, c.applied
       from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
      where g.state <> all($1) order by g.projection, g.generation`,
    values: [gone],
  });
  return rows.map((row) => ({ ...row, applied: parseApplied(row.applied) }));
}

/** Grows with every change of any generation. */
export async function changesSoFar(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ last: bigint | null }>({
    name: 'colophon: last change of a generation',
    text: 'select max(id) as last from ops.generation_changes',
  });
  return rows[0]?.last ?? 0n;
}

/** How far the live tables of each projection are. */
export async function livePositions(client: Client): Promise<readonly (readonly [projection: string, position: Position])[]> {
  const { rows } = await client.query<{ projection: string; position: Position }>({
    name: 'colophon: live positions',
    text: `select g.projection, c.position from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
      where g.state = 'live'`,
  });
  return rows.map(({ projection, position }) => [projection, position]);
}

/** A number that no generation of this projection had before: statements prepared for an old table never meet a new one. */
export async function nextNumber(client: Client, projection: string): Promise<number> {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(generation), 0) + 1 as next from ops.generations where projection = $1',
    [projection],
  );
  return rows[0]?.next ?? 1;
}

export interface Birth {
  readonly state: 'building' | 'live';
  readonly actor: string;
  readonly automatic?: boolean;
  readonly maxRate?: number | null;
  /** How many connections may fill it side by side. */
  readonly lanes?: number;
}

/** Makes the tables, empty, and their checkpoints at the beginning. One to be built gets its indexes once it has caught up. Call it in a transaction. */
export async function createGeneration(client: ClientBase, generation: Generation, birth: Birth): Promise<void> {
  const { projection, number, checkpoint } = generation;
  const { state, actor, automatic = false, maxRate = null, lanes = 1 } = birth;
  await createTables(client, generation);
  if (state === 'live') {
    await createIndexes(client, generation);
    await showTables(client, generation, []);
  }
  const names = Array.from({ length: lanes }, (_, lane) => laneCheckpointOf(checkpoint, lane));
  await client.query('insert into ops.checkpoints (name, position, applied) select name, $2, $3 from unnest($1::text[]) as l(name)', [
    names,
    beginning,
    noneApplied,
  ]);
  await client.query(
    `insert into ops.generations (projection, generation, version, shape, tables, state, automatic, max_rate)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      projection.name,
      number,
      projection.version,
      shapeOf(projection),
      tablesOf(generation).map(({ name }) => name),
      state,
      automatic,
      maxRate,
    ],
  );
  await noteChange(client, { projection: projection.name, number, from: null, to: state, actor, reason: null });
}

export interface NotedChange {
  readonly projection: string;
  readonly number: number;
  readonly from: GenerationState | null;
  readonly to: GenerationState;
  /** Who: `system`, `command line`, `user <id>`. */
  readonly actor: string;
  readonly reason: string | null;
}

export const noteChange = async (client: Client, { projection, number, from, to, actor, reason }: NotedChange): Promise<void> => {
  await client.query(
    'insert into ops.generation_changes (projection, generation, state_before, state, actor, reason) values ($1, $2, $3, $4, $5, $6)',
    [projection, number, from, to, actor, reason],
  );
};

/** Takes the tables and checkpoints of a generation away for good. Its views must be gone. Call it in a transaction. */
export async function clearGeneration(client: ClientBase, { projection, number, tables }: Named): Promise<void> {
  await dropTables(
    client,
    tables.map((table) => relationOf(table, number)),
  );
  await client.query(`delete from ops.checkpoints where name = $1 or starts_with(name, $1 || '/')`, [`${projection}_g${number}`]);
}

type Named = Pick<KnownGeneration, 'projection' | 'number' | 'tables'>;

export const isOfVersion = (projection: AnyProjection, { version, shape }: Pick<KnownGeneration, 'version' | 'shape'>): boolean =>
  version === projection.version && shape === shapeOf(projection);
