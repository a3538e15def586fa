import type { Migration } from './migration.ts';

/**
 * The life of generations: more states, what is asked of them, and who changed what when and why (`generation_changes`).
 *
 * A generation that is being built may have several lanes, each with a checkpoint of its own beside the first (`<projection>_g<n>/<lane>`).
 * `applied` counts the events that went into a checkpoint, by type; null: not counted from the beginning. `log_census` counts what the
 * log itself holds up to a position; where the two do not agree, `holes` says so.
 */
export const projections: Migration = {
  name: '0007-projections',
  sql: `
    alter table ops.generations
      drop constraint generations_state_check,
      add check (state in ('building', 'paused', 'caught_up', 'verified', 'live', 'retired', 'dropped', 'cancelled')),
      add column automatic boolean not null default false,
      add column max_rate integer check (max_rate > 0),
      add column wanted text check (wanted in ('checksums', 'rows')),
      add column verification jsonb;
    create unique index on ops.generations (projection) where state in ('building', 'paused', 'caught_up', 'verified');

    create table ops.generation_changes (
      id bigint generated always as identity primary key,
      projection text not null,
      generation integer not null,
      state_before text,
      state text not null,
      actor text not null,
      reason text,
      time timestamptz not null default now()
    );
    create index on ops.generation_changes (projection, id);

    alter table ops.checkpoints
      add column applied jsonb,
      add column pace jsonb;

    create table ops.log_census (
      id boolean primary key default true check (id),
      position bigint not null,
      counts jsonb not null,
      taken timestamptz not null
    );
    create table ops.holes (
      projection text not null,
      generation integer not null,
      type text not null,
      missing bigint not null,
      stream text,
      position bigint,
      found timestamptz not null,
      primary key (projection, generation, type)
    );
  `,
};
