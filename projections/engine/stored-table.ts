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
  readonly keyColumn: string;
  /** Placeholder for an array of keys. */
  readonly keys: (parameter: number) => string;
  /** Columns under their properties' names, for a select list. */
  readonly selection: string;
  /** $1: keys. */
  readonly select: string;
  /** $1 …: of each column, in their order, the values of all rows (`columnArray`). */
  readonly upsert: string;
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

/** What has no array of its own kind travels as text: arrays of arrays are never ragged, and documents need no second quoting. */
const travelling = (type: ColumnType): string => (type === 'json' || type.endsWith('[]') ? 'text' : sqlTypes[type]);

/**
 * Rows go in column by column, an array for each: of one JSON document of all rows the server would look up every property of every row by
 * its name.
 */
export function storedTable(name: string, shape: TableShape<Row>, relation: string): StoredTable {
  const properties = Object.entries<ColumnType>(shape.columns);
  const key = columnOf(shape.key);
  const keys = (parameter: number): string => `$${parameter}::${sqlTypes[shape.columns[shape.key] as ColumnType]}[]`;
  const columns = properties.map(([property]) => columnOf(property));
  const selection = properties.map(([property]) => `t.${columnOf(property)} as "${property}"`).join(', ');
  const updates = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return {
    name,
    relation,
    shape,
    keyColumn: key,
    keys,
    selection,
    select: `select ${selection} from ${relation} t where t.${key} = any(${keys(1)})`,
    upsert: `insert into ${relation} (${columns.join(', ')})
      select ${properties.map(([property, type]) => `"${property}"${travelling(type) === sqlTypes[type] ? '' : `::${sqlTypes[type]}`}`).join(', ')}
        from unnest(${properties.map(([, type], index) => `$${index + 1}::${travelling(type)}[]`).join(', ')})
          as r(${properties.map(([property]) => `"${property}"`).join(', ')})
      on conflict (${key}) do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`,
    remove: `delete from ${relation} where ${key} = any(${keys(1)})`,
  };
}
