/** "Colophon" in ASCII: the advisory lock of the log's one writer per database. */
const writerLock = '4859227437069692782';

/**
 * Options of the functions below. Their plans are kept by each connection. One made while the table was small would scan it for as
 * long as nobody analyses it, however much it grows meanwhile: so a scan is no choice. And planning the set-based statement anew at
 * every call costs more than running it.
 */
const planning = 'set enable_seqscan = off set plan_cache_mode = force_generic_plan';

/**
 * The log. Rows are only ever added, by one writer at a time, so positions are without gaps and commit in order: who sees one sees
 * all before it.
 *
 * Two indexes, one per way of reading; event ids have none, as a repeated append is found at its place in the stream. Data is `json`:
 * checked by the server and open to its JSON operators, yet kept letter by letter (`jsonb` refuses U+0000 and rewrites numbers), and
 * cheaper to write.
 *
 * Under READ COMMITTED a statement sees what was committed when it began, so one that waits for the lock sees too little. Inside a
 * volatile function every statement looks anew: the lock is taken in one of its own, then revisions are checked.
 */
export const logSchema = `
create schema log;

create table log.events (
  position bigint primary key,
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

-- One event: the position, or null when the stream is not at the expected revision (-1: it does not exist).
create function log.append_event(
  of_stream text, expected integer, event_id uuid, event_type text, event_version smallint, event_time timestamptz, event_data json, event_metadata json
) returns bigint language plpgsql ${planning} as $$
declare
  written bigint;
begin
  perform pg_advisory_xact_lock(${writerLock});
  insert into log.events
    select coalesce((select position from log.events order by position desc limit 1), 0) + 1,
      of_stream, expected + 1, event_id, event_type, event_version, event_time, event_data, event_metadata
    where coalesce((select revision from log.events where stream = of_stream order by revision desc limit 1), -1) = expected
    returning position into written;
  return written;
end $$;

-- Several appends, one element per event. An append is an element of \`expected\` that stands with each of its events; \`revisions\` are
-- those the events would get. The n-th append to a stream has turn n: it is checked against what the turns before it left. Events
-- whose append fails are left out; \`written\` numbers the others from 1, in the order of their positions, which begin at \`first\`.
create function log.append_batch(
  streams text[], expected integer[], revisions integer[], turns integer[], ids uuid[], types text[], versions smallint[], times timestamptz[],
  datas json[], metadatas json[], last_turn integer, out first bigint, out written integer[]
) language plpgsql ${planning} as $$
declare
  of_turn integer[];
begin
  perform pg_advisory_xact_lock(${writerLock});
  first := coalesce((select position from log.events order by position desc limit 1), 0) + 1;
  written := '{}';
  for this_turn in 1..last_turn loop
    with fitting as materialized (
      select n, first + cardinality(written) - 1 + row_number() over (order by n) as position,
        event.stream, event.revision, event.id, event.type, event.version, event.time, event.data, event.metadata
      from unnest(streams, expected, revisions, turns, ids, types, versions, times, datas, metadatas)
        with ordinality as event(stream, expected, revision, turn, id, type, version, time, data, metadata, n)
      where event.turn = this_turn and event.expected =
        coalesce((select held.revision from log.events held where held.stream = event.stream order by held.revision desc limit 1), -1)
    ), inserted as (
      insert into log.events select position, stream, revision, id, type, version, time, data, metadata from fitting
    )
    select coalesce(array_agg(n::integer order by n), '{}') into of_turn from fitting;
    written := written || of_turn;
  end loop;
end $$;

-- A stream from a revision on.
create function log.read_stream(of_stream text, from_revision integer) returns setof log.events language plpgsql stable ${planning} as $$
begin
  return query select * from log.events where stream = of_stream and revision >= from_revision order by revision;
end $$;
`;
