import type { Pool } from 'pg';
import { life, metadata, placeholders } from './life.ts';

const tasksPerProcess = 100;
export const eventsPerTask = life.length;

/** A uuid of version 4 that belongs to this text. */
const idOf = (text: string): string => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/**
 * Fills an empty log with the lives of tasks, all mixed up: each event lies at random between those of the others, in order only
 * within its task. (Task by task, every page would touch few rows and every figure double.) Made by the database, a million in less
 * than a minute, and analysed. The same seed gives the same log.
 * @param events a multiple of ten
 */
export async function fillTaskLog(pool: Pool, events: number, seed: number): Promise<void> {
  await pool.query(
    `with step as (
       select ordinality - 1 as revision, value->>'type' as type, value->>'data' as data from json_array_elements($1::json) with ordinality
     ), slot as (
       select task, row_number() over (order by at, task, slot) as position, row_number() over (partition by task order by at, slot) - 1 as revision
         from (select task, slot, hashint8extended(task * 16 + slot, $3) as at
                 from generate_series(1, $2::int8) task, generate_series(1, ${eventsPerTask}) slot) drawn
     ), placed as (
       select position, revision, ${idOf(`'task' || $3::int8 || '/' || task`)} as task_id,
              ${idOf(`'process' || $3::int8 || '/' || task / ${tasksPerProcess}`)} as process_id
         from slot
     )
     insert into log.events (position, stream, revision, id, type, version, time, data, metadata) overriding system value
     select position, 'task-' || task_id, revision, ${idOf(`'event' || $3::int8 || '/' || position`)}, type, 1,
            timestamptz '2026-01-01' + position * interval '1 millisecond',
            replace(replace(data, $5, task_id::text), $6, process_id::text)::json, $4::json
       from placed join step using (revision) order by position`,
    [JSON.stringify(life), Math.round(events / eventsPerTask), seed, JSON.stringify(metadata), placeholders.task, placeholders.process],
  );
  await pool.query(`select setval(pg_get_serial_sequence('log.events', 'position'), max(position)) from log.events`);
  await pool.query('analyze log.events');
}
