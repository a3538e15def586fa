import { columnOf } from './names.ts';
import type { ColumnType, TableShape } from './projection.ts';

/** A row of any read model. */
export type Row = Readonly<Record<string, unknown>>;

/** A table as it lies in the database, with the statements that read and write its rows. */
export interface StoredTable {
  /** Name of the read model or rollup. */
  readonly name: string;
  /** Qualified name of the table itself. */
  readonly relation: string;
  readonly shape: TableShape<Row>;
  /** Properties that travel as text: JSON has no big numbers, and no times. */
  readonly texts: ReadonlySet<string>;
  readonly keyColumn: string;
  /** Placeholder for an array of keys. */
  readonly keys: (parameter: number) => string;
  /** Columns under their properties' names, for a select list. */
  readonly selection: string;
  /** $1: keys. */
  readonly select: string;
  /** Properties without the settled ones of the projection. */
  readonly changing: readonly string[];
  /** $1: keys. Only what may change. */
  readonly selectChanging: string;
  /** $1: rows as a JSON array of objects with the properties as keys. */
  readonly upsert: string;
  /** Sets these properties only. $1: as for `upsert`, with the key and these properties; a row that is not there is left out. */
  readonly update: (properties: readonly string[]) => string;
  /** $1: keys. */
  readonly remove: string;
}

export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  uuid: 'uuid',
  text: 'text',
  int: 'integer',
  bigint: 'bigint',
  float: 'double precision',
  boolean: 'boolean',
  time: 'timestamptz',
  json: 'jsonb',
  'uuid[]': 'uuid[]',
  'text[]': 'text[]',
};

/**
 * Rows go in as one JSON document per statement: an array per column is no faster for thousands of rows, and for the few of a live page
 * it costs commands a third more time (the driver's quoting, dozens of parameters); and a document knows no limit of parameters.
 */
export function storedTable(name: string, shape: TableShape<Row>, relation: string, settled: readonly string[] = []): StoredTable {
  const properties = Object.entries<ColumnType>(shape.columns);
  const key = columnOf(shape.key);
  const keys = (parameter: number): string => `$${parameter}::${sqlTypes[shape.columns[shape.key] as ColumnType]}[]`;
  const columns = properties.map(([property]) => columnOf(property));
  const changing = properties.map(([property]) => property).filter((property) => !settled.includes(property));
  const selected = (some: readonly string[]): string => some.map((property) => `t.${columnOf(property)} as "${property}"`).join(', ');
  const selection = selected(properties.map(([property]) => property));
  const typed = (property: string): string => `"${property}" ${sqlTypes[shape.columns[property] as ColumnType]}`;
  const updates = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return {
    name,
    relation,
    shape,
    texts: new Set(properties.filter(([, type]) => type === 'bigint' || type === 'time').map(([property]) => property)),
    keyColumn: key,
    keys,
    selection,
    select: `select ${selection} from ${relation} t where t.${key} = any(${keys(1)})`,
    changing,
    selectChanging: `select ${selected(changing)} from ${relation} t where t.${key} = any(${keys(1)})`,
    upsert: `insert into ${relation} (${columns.join(', ')})
      select ${properties.map(([property]) => `"${property}"`).join(', ')}
        from json_to_recordset($1::json) as r(${properties.map(([property]) => typed(property)).join(', ')})
      on conflict (${key}) do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`,
    update: (some) => `update ${relation} t set ${some.map((property) => `${columnOf(property)} = r."${property}"`).join(', ')}
      from json_to_recordset($1::json) as r(${[shape.key, ...some].map(typed).join(', ')}) where t.${key} = r."${shape.key}"`,
    remove: `delete from ${relation} where ${key} = any(${keys(1)})`,
  };
}
