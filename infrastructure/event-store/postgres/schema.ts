/** "Colophon" in ASCII: the advisory lock of the log's one writer per database. */
const writerLock = '4859227437069692782';

/**
 * Connections keep the plans of their statements. One made while the log was small would scan it for as long as nobody analyses the
 * table, however much it grows meanwhile: so a scan is no choice. And planning the set-based statement anew at every call costs more
 * than running it.
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
 *
 * Under READ COMMITTED a statement sees what was committed when it began, so one that waits for the lock sees too little. Inside a
 * volatile function every statement looks anew: the lock is taken in one of its own, then revisions are checked. A revision of -1
 * stands for a stream that does not exist.
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

-- One event: its position, or null when the stream is not at the expected revision.
create function log.append_event(
  of_stream text, expected integer, event_id uuid, event_type text, event_version smallint, event_time timestamptz, event_data json, event_metadata json
) returns bigint language plpgsql as $$
declare
  written bigint;
begin
  perform pg_advisory_xact_lock(${writerLock});
  insert into log.events (stream, revision, id, type, version, time, data, metadata)
    select of_stream, expected + 1, event_id, event_type, event_version, event_time, event_data, event_metadata
    where coalesce((select revision from log.events where stream = of_stream order by revision desc limit 1), -1) = expected
    returning position into written;
  return written;
end $$;

-- Several appends, one element per event. An append is an element of \`expected\` that stands with each of its events; \`revisions\` are
-- those the events would get. The n-th append to a stream has turn n: it is checked against what the turns before it left. Answers
-- with the ordinals (from 1) of the events written, which are those of the appends that fitted, and their positions.
create function log.append_batch(
  streams text[], expected integer[], revisions integer[], turns integer[], ids uuid[], types text[], versions smallint[], times timestamptz[],
  datas json[], metadatas json[], last_turn integer, out written integer[], out positions bigint[]
) language plpgsql as $$
declare
  written_now integer[];
  positions_now bigint[];
begin
  perform pg_advisory_xact_lock(${writerLock});
  for this_turn in 1..last_turn loop
    with fitting as materialized (
      select n, event.stream, event.revision, event.id, event.type, event.version, event.time, event.data, event.metadata
      from unnest(streams, expected, revisions, turns, ids, types, versions, times, datas, metadatas)
        with ordinality as event(stream, expected, revision, turn, id, type, version, time, data, metadata, n)
      where event.turn = this_turn and event.expected =
        coalesce((select held.revision from log.events held where held.stream = event.stream order by held.revision desc limit 1), -1)
    ), inserted as (
      insert into log.events (stream, revision, id, type, version, time, data, metadata)
        select stream, revision, id, type, version, time, data, metadata from fitting order by n
        returning position
    )
    select (select array_agg(n::integer order by n) from fitting), (select array_agg(position order by position) from inserted)
      into written_now, positions_now;
    written := written || written_now;
    positions := positions || positions_now;
  end loop;
end $$;

-- A stream from a revision on.
create function log.read_stream(of_stream text, from_revision integer) returns setof log.events
language plpgsql stable ${planningOfFunction} as $$
begin
  return query select * from log.events where stream = of_stream and revision >= from_revision order by revision;
end $$;
`;
