import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { generationOf, tablesOf } from '../../projections/engine/generation.ts';
import { columnOf, viewOf } from '../../projections/engine/names.ts';
import { allProjections } from '../../projections/index.ts';
import { logsFolder } from './written.ts';

/** By table, how many rows there are, and of each column a sum over its values in the order of the rows' keys. */
export type Figures = Readonly<Record<string, { readonly rows: number; readonly columns: Readonly<Record<string, string>> }>>;

const tables = allProjections.flatMap((projection) => tablesOf(generationOf(projection, 0)));

/** What people read of a log: it changes with every value that a fold or an upcast makes otherwise. */
export async function figuresOf(pool: Pool): Promise<Figures> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local timezone = 'UTC'`);
    const figures: Record<string, Figures[string]> = {};
    for (const { name, shape } of tables) {
      const columns = Object.keys(shape.columns).map(columnOf);
      const sums = columns.map(
        (column) => `left(md5(string_agg(coalesce(to_jsonb(t) ->> '${column}', '-'), e'\\n' order by ${key(shape.key)})), 8) as ${column}`,
      );
      const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows, ${sums.join(', ')} from ${viewOf(name)} t`);
      const { rows: count, ...of } = rows[0] as { rows: number } & Record<string, string>;
      figures[name] = { rows: count, columns: of };
    }
    return figures;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

const key = (property: string): string => `${columnOf(property)}::text collate "C"`;

export const figuresFile = (log: string): URL => new URL(log.replace('.jsonl', '.figures.json'), logsFolder);

/** Those that are kept beside a log. */
export const keptFigures = (log: string): Figures => JSON.parse(readFileSync(figuresFile(log), 'utf8')) as Figures;
