import type { Migration } from './migration.ts';

/**
 * How far every consumer of the log has read (`checkpoints`: generations of projections by `<projection>_g<generation>`, reactors
 * by their name), and which tables each projection has (`generations`: a number is never used twice). Checkpoints change with every
 * page, hence the room left in their pages.
 */
export const operations: Migration = {
  name: '0001-operations',
  sql: `
    create table ops.checkpoints (
      name text primary key,
      position bigint not null,
      updated timestamptz not null default now()
    ) with (fillfactor = 50);

    create table ops.generations (
      projection text not null,
      generation integer not null,
      version integer not null,
      shape text not null,
      tables text[] not null,
      state text not null check (state in ('building', 'live', 'dropped')),
      created timestamptz not null default now(),
      primary key (projection, generation)
    );
    create unique index on ops.generations (projection) where state = 'live';

    create schema read;
  `,
};
