import type { Migration } from './migration.ts';

/**
 * Which log the positions of this database belong to (`known_log`, one row): those of reactors, jobs and read models mean nothing in another.
 * And copies of that log with the same positions in their words (`log_copies`), so that the program may go on with one of them.
 */
export const knownLog: Migration = {
  name: '0009-known-log',
  sql: `
    create table ops.known_log (
      one boolean primary key default true check (one),
      kind text not null,
      first_event uuid,
      first_position bigint
    );

    create table ops.log_copies (
      kind text not null,
      first_event uuid not null,
      first_position bigint not null,
      made timestamptz not null default now(),
      copied_to bigint not null,
      positions jsonb not null,
      primary key (kind, first_event, first_position)
    );
  `,
};
