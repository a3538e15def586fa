/**
 * Connections keep the plans of their statements. One made while the log was small would scan it for as long as nobody analyses the
 * table, however much it grows meanwhile: so a scan is no choice. And planning a statement anew at every call costs more than running it.
 */
export const planning = { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' } as const;
const planningOfFunction = Object.entries(planning)
  .map(([name, value]) => `set ${name} = ${value}`)
  .join(' ');

/**
 * The log. Rows are only ever added. Positions are drawn by one writer at a time, who keeps the lock until the commit is seen, so they
 * appear in order: who sees one sees all before it.
 *
 * Two indexes, one per way of reading; event ids have none, as a repeated append is found at its place in the stream. Data is `json`:
 * checked by the server and open to its JSON operators, yet kept letter by letter (`jsonb` refuses U+0000 and rewrites numbers), and
 * cheaper to write.
 */
export const logSchema = `
create schema log;

create table log.events (
  position bigint generated always as identity primary key,
  stream text collate "C" not null,
  revision integer not null,
  id uuid not null,
  type text not null,
  version smallint not null,
  time timestamptz not null,
  data json not null,
  metadata json not null,
  unique (stream, revision)
);

-- A stream from a revision on.
create function log.read_stream(of_stream text, from_revision integer) returns setof log.events
language plpgsql stable ${planningOfFunction} as $$
begin
  return query select * from log.events where stream = of_stream and revision >= from_revision order by revision;
end $$;
`;
