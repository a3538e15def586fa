import type { ClientBase } from 'pg';
import { blame } from './defects.ts';
import { Draft, type Rows } from './draft.ts';
import { foldPage, foldRollup, rollupTouches, type Step } from './fold-page.ts';
import type { Generation } from './generation.ts';
import { readRows } from './read-rows.ts';
import type { StoredTable } from './stored-table.ts';
import type { Work } from './work.ts';
import { changeOf, inOrder, writeRows, type TableChange } from './write-rows.ts';

interface Change {
  readonly table: StoredTable;
  readonly change: TableChange;
}

/** The rows that work touches, as they are before it, table by table. Sent without waiting; not part of the fold, so that it can travel with what comes before. */
export const rowsBefore = (client: ClientBase, work: readonly Work[]): Promise<readonly Rows[]> =>
  inOrder(work.map(({ generation, touches }) => rowsOf(client, generation, generation.source, touches)));

/**
 * Folds work into its tables, in the transaction that is open on the client:
 *
 *   rows before ──► fold ──► rows of the rollups ──► fold ──► each changed row written once
 *
 * Each arrow is one journey to the database, however many tables there are. Nothing may be committed unless it resolves.
 * @throws FoldFailed when a projection is at fault; anything else passes by itself
 */
export async function foldRows(client: ClientBase, work: readonly Work[], before: readonly Rows[]): Promise<void> {
  const folded = work.map(({ generation, touches }, index) => {
    const draft = new Draft(before[index] ?? new Map());
    const steps = foldPage(generation.projection, draft, touches);
    return { generation, changed: draft.changed(), steps };
  });
  const rollups = await inOrder(folded.map(({ generation, steps }) => foldRollups(client, generation, steps)));
  const changes = folded.flatMap(({ generation, changed }, index) =>
    [{ table: generation.source, change: changeOf(changed) }, ...(rollups[index] ?? [])].map((one) => ({
      ...one,
      owner: generation.projection.name,
    })),
  );
  await inOrder(changes.map(({ table, change, owner }) => writeRows(client, table, change).catch(blame(owner))));
}

async function foldRollups(client: ClientBase, generation: Generation, steps: readonly Step[]): Promise<readonly Change[]> {
  const { projection, rollups } = generation;
  const touches = rollups.map(({ rollup }) => rollupTouches(projection, rollup, steps));
  const before = await inOrder(rollups.map(({ table }, index) => rowsOf(client, generation, table, touches[index] ?? [])));
  return rollups.map(({ rollup, table }, index) => {
    const draft = new Draft(before[index] ?? new Map());
    foldRollup(projection, rollup, draft, touches[index] ?? []);
    return { table, change: changeOf(draft.changed()) };
  });
}

const rowsOf = (
  client: ClientBase,
  { projection }: Generation,
  table: StoredTable,
  touches: readonly { readonly keys: readonly string[] }[],
): Promise<Rows> => readRows(client, table, [...new Set(touches.flatMap(({ keys }) => keys))]).catch(blame(projection.name));
