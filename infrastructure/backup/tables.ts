import type { ClientBase } from 'pg';

type Queries = Pick<ClientBase, 'query'>;

/** Tables that are made anew, belong to a running program, or say how this very database came about. */
const leftOut = [
  'migrations',
  'generations',
  'generation_changes',
  'agent_presence',
  'known_log',
  'log_copies',
  'log_census',
  'holes',
  'upkeep_runs',
];
/** Of the checkpoints, those of reactors: read models are made anew. */
const reactorsOnly = `where not exists (select from ops.generations g where split_part(t.name, '/', 1) = g.projection || '_g' || g.generation)`;

/** What an installation keeps outside its log, by full name; those that others refer to come first. */
export async function keptTables(client: Queries): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('identity', 'ops') and c.relname <> all ($1)
      order by exists (select from pg_constraint r where r.conrelid = c.oid and r.contype = 'f'), 1`,
    [leftOut],
  );
  return rows.map(({ table }) => table);
}

const batch = 1_000;

/** A table's rows as lines of JSON, read by a cursor. Call it in a transaction. */
export async function* tableLines(client: Queries, table: string): AsyncGenerator<string> {
  const only = table === 'ops.checkpoints' ? reactorsOnly : '';
  await client.query(`declare backup no scroll cursor for select to_jsonb(t)::text as line from ${table} t ${only}`);
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batch} from backup`);
    if (rows.length > 0) yield rows.map(({ line }) => `${line}\n`).join('');
    if (rows.length < batch) break;
  }
  await client.query('close backup');
}

/** Puts rows back as they were; columns that they lack get their defaults. Counters go on behind them. */
export async function fillTable(client: Queries, table: string, rows: readonly string[]): Promise<void> {
  for (let at = 0; at < rows.length; at += batch) {
    const part = rows.slice(at, at + batch);
    const columns = Object.keys(JSON.parse(part[0]!) as object)
      .map((name) => `"${name}"`)
      .join(', ');
    await client.query(
      `insert into ${table} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [`[${part.join(',')}]`],
    );
  }
  const { rows: counters } = await client.query<{ column: string }>(
    `select attname as column from pg_attribute where attrelid = $1::regclass and attidentity <> '' and not attisdropped`,
    [table],
  );
  for (const { column } of counters)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest((select max("${column}") from ${table}), 1), exists (select from ${table}))`,
      [table, column],
    );
}
