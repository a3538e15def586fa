import type { Pool, PoolClient } from 'pg';
import { beginning, type EventStore, type Position } from '../../application/ports/event-store.ts';
import { foldRows, rowsBefore } from './fold-rows.ts';
import { generationOf, tablesOf, type Generation } from './generation.ts';
import { isOfVersion, knownGenerations } from './generations.ts';
import type { AnyProjection } from './projection.ts';
import { indexSql, tableSql } from './schema.ts';
import { rowsThatDiffer, type Difference } from './verify/differences.ts';
import { partsOf, routesOf } from './work.ts';

/** The tables that people read were made by another version of the program: this one folds other rows, which says nothing about them. */
export class OtherVersion extends Error {
  constructor(projection: string, version: number) {
    super(
      `${projection}: the live tables are of another version of the program (${version}), whose rows are not those that this one makes. ` +
        'Start a server of this version, which builds its own, and verify once "projections status" shows them live.',
    );
    this.name = 'OtherVersion';
  }
}

/**
 * Folds the whole log anew, into temporary tables, and compares every row with the live tables, both at the same position: projectors
 * wait meanwhile. Nothing of it remains. Empty when all is as it should be; else up to 100 rows per table.
 * @throws OtherVersion
 */
export async function differencesFromRebuild(deps: {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  /** Told after each page: positions of the log that are done, of how many. What it throws ends the comparison. */
  readonly onRead?: (done: Position, total: Position) => void;
}): Promise<readonly Difference[]> {
  const client = await deps.pool.connect();
  try {
    await client.query('begin');
    const compared = await liveAndTrial(client, deps.projections);
    await foldUpTo(client, compared, deps);
    const differences: Difference[] = [];
    for (const { live, trial } of compared) {
      const rebuilt = tablesOf(trial);
      for (const [index, table] of tablesOf(live).entries()) differences.push(...(await rowsThatDiffer(client, table, rebuilt[index]!)));
    }
    return differences;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release(true); // with it go the statements prepared for the temporary tables
  }
}

interface Compared {
  readonly live: Generation;
  readonly trial: Generation;
  readonly position: Position;
}

/** Locks the live checkpoints and makes empty tables of the same kind. */
async function liveAndTrial(client: PoolClient, projections: readonly AnyProjection[]): Promise<readonly Compared[]> {
  await client.query(
    `select from ops.checkpoints c join ops.generations g on c.name = g.projection || '_g' || g.generation
      where g.state = 'live' order by c.name for update of c`,
  );
  const known = await knownGenerations(client);
  const compared = projections.map((projection): Compared => {
    const now = known.find((one) => one.projection === projection.name && one.state === 'live');
    if (!now) throw new Error(`The read model ${projection.name} has no tables.`);
    if (!isOfVersion(projection, now)) throw new OtherVersion(projection.name, now.version);
    const trial = generationOf(projection, 0, (table) => `pg_temp.trial_${table}`);
    return { live: generationOf(projection, now.number), trial, position: now.position };
  });
  const tables = compared.flatMap(({ trial }) => tablesOf(trial));
  await client.query(tables.map((table) => tableSql(table, 'temporary table') + indexSql(table)).join('\n'));
  return compared;
}

async function foldUpTo(
  client: PoolClient,
  compared: readonly Compared[],
  { store, onRead }: Pick<Parameters<typeof differencesFromRebuild>[0], 'store' | 'onRead'>,
): Promise<void> {
  const positions = [...new Set(compared.map((one) => one.position))];
  const total = positions.reduce((sum, position) => sum + position, beginning);
  let before = beginning;
  for (const position of positions) {
    const routes = routesOf(compared.filter((one) => one.position === position).map(({ trial }) => trial));
    for (let at = beginning; at < position;) {
      const page = await store.readAll(at, 500);
      const events = page.events.filter((recorded) => recorded.position <= position);
      for (const { work } of partsOf(routes, { ...page, events })) await foldRows(client, work, await rowsBefore(client, work));
      at = page.caughtUp || page.position > position ? position : page.position;
      onRead?.(before + at, total);
    }
    before += position;
  }
}
