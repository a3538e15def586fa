import type { ColumnType } from './projection.ts';
import type { Row } from './stored-table.ts';

/**
 * A column of rows as a literal of an array in SQL (`{1,NULL,"a b"}`), for `StoredTable.upsert`. What is missing is NULL.
 * Numbers, booleans and times never need quotes; everything else gets them.
 */
export function columnArray(rows: readonly Row[], property: string, type: ColumnType): string {
  const encode = type === 'json' ? document : type.endsWith('[]') ? arrayOf : plain;
  let last: unknown = null;
  let encoded = 'NULL';
  const values = rows.map((row) => {
    const value = row[property];
    if (value !== last) [last, encoded] = [value, encode(value)]; // many columns hold one value over many rows
    return encoded;
  });
  return `{${values.join(',')}}`;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return quoted(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

const document = (value: unknown): string => (value === null || value === undefined ? 'NULL' : quoted(JSON.stringify(value)));

const arrayOf = (values: unknown): string =>
  values === null || values === undefined ? 'NULL' : quoted(`{${(values as readonly unknown[]).map(plain).join(',')}}`);

const special = /["\\]/;
const quoted = (text: string): string => `"${special.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
