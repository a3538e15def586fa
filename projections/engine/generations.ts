import type { ClientBase } from 'pg';
import { beginning, type Position } from '../../application/ports/event-store.ts';
import { shapeOf, tablesOf, type Generation } from './generation.ts';
import { checkpointOf, relationOf } from './names.ts';
import { createTables, dropTables, showTables } from './schema.ts';

export type GenerationState = 'building' | 'live';

/** A generation as the database knows it, perhaps of another version of the program. */
export interface KnownGeneration {
  readonly projection: string;
  readonly number: number;
  readonly version: number;
  readonly shape: string;
  /** Names of its tables, without generation. */
  readonly tables: readonly string[];
  readonly state: GenerationState;
  readonly position: Position;
}

/** All generations that have tables. */
export async function knownGenerations(client: Pick<ClientBase, 'query'>): Promise<readonly KnownGeneration[]> {
  const { rows } = await client.query<KnownGeneration>(
    `select g.projection, g.generation as number, g.version, g.shape, g.tables, g.state, c.position
       from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
      where g.state <> 'dropped' order by g.projection, g.generation`,
  );
  return rows;
}

/** How far the live tables of each projection are. */
export async function livePositions(
  client: Pick<ClientBase, 'query'>,
): Promise<readonly (readonly [projection: string, position: Position])[]> {
  const { rows } = await client.query<{ projection: string; position: Position }>({
    name: 'colophon: live positions',
    text: `select g.projection, c.position from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
      where g.state = 'live'`,
  });
  return rows.map(({ projection, position }) => [projection, position]);
}

/** A number that no generation of this projection had before: statements prepared for an old table never meet a new one. */
export async function nextNumber(client: ClientBase, projection: string): Promise<number> {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(generation), 0) + 1 as next from ops.generations where projection = $1',
    [projection],
  );
  return rows[0]?.next ?? 1;
}

/** Makes the tables, empty, and their checkpoint at the beginning. Call it in a transaction. */
export async function createGeneration(client: ClientBase, generation: Generation, state: GenerationState): Promise<void> {
  const { projection, number, checkpoint } = generation;
  const tables = tablesOf(generation).map(({ name }) => name);
  await createTables(client, generation);
  if (state === 'live') await showTables(client, generation, []);
  await client.query('insert into ops.checkpoints (name, position) values ($1, $2)', [checkpoint, beginning]);
  await client.query(
    'insert into ops.generations (projection, generation, version, shape, tables, state) values ($1, $2, $3, $4, $5, $6)',
    [projection.name, number, projection.version, shapeOf(projection), tables, state],
  );
}

/** Takes a generation away for good. Its views must be gone. Call it in a transaction. */
export async function dropGeneration(client: ClientBase, { projection, number, tables }: KnownGeneration): Promise<void> {
  await dropTables(
    client,
    tables.map((table) => relationOf(table, number)),
  );
  await client.query('delete from ops.checkpoints where name = $1', [checkpointOf(projection, number)]);
  await client.query(`update ops.generations set state = 'dropped' where projection = $1 and generation = $2`, [projection, number]);
}
