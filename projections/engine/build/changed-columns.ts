import type { Row, StoredTable } from '../stored-table.ts';
import type { ColumnsChange, TableChange } from '../write-rows.ts';
import type { RowChange } from './row-cache.ts';

/** A statement for fewer rows is not worth its while. */
const fewest = 50;

/**
 * Rows by what is to be done with them. Of those that are in the table already only the columns that changed are written, for all rows
 * with the same columns at once: a wide row costs the database three times as much when it is written whole.
 */
export function byColumns({ changing: properties }: Pick<StoredTable, 'changing'>, changes: readonly RowChange[]): TableChange {
  const upserts: Row[] = [];
  const deletes: string[] = [];
  const groups = new Map<string, Row[]>();
  for (const { key, before, after } of changes) {
    if (after === null) deletes.push(key);
    else if (before === null) upserts.push(after);
    else add(groups, differing(properties, before, after), after);
  }
  return { upserts, updates: merged(properties, groups), deletes };
}

/** The numbers of the columns, as characters. */
function differing(properties: readonly string[], before: Row, after: Row): string {
  let columns = '';
  for (let index = 0; index < properties.length; index++) {
    const property = properties[index]!;
    if (before[property] !== after[property]) columns += String.fromCharCode(index);
  }
  return columns;
}

function add(groups: Map<string, Row[]>, columns: string, row: Row): void {
  if (columns === '') return;
  const group = groups.get(columns);
  if (group === undefined) groups.set(columns, [row]);
  else group.push(row);
}

/** Small groups become one, which writes the columns of all of them. */
function merged(properties: readonly string[], groups: ReadonlyMap<string, readonly Row[]>): readonly ColumnsChange[] {
  const named = (columns: Iterable<string>): readonly string[] => [...columns].map((column) => properties[column.charCodeAt(0)]!);
  const [large, small] = [true, false].map((wanted) => [...groups].filter(([, rows]) => rows.length >= fewest === wanted)) as [
    [string, readonly Row[]][],
    [string, readonly Row[]][],
  ];
  const rest = { properties: named(new Set(small.flatMap(([columns]) => [...columns]))), rows: small.flatMap(([, rows]) => rows) };
  return [...large.map(([columns, rows]) => ({ properties: named(columns), rows })), ...(rest.rows.length > 0 ? [rest] : [])];
}
