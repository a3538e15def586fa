import type { Migration } from './migration.ts';

/** Long works on an installation as a whole, asked for over REST; never two that run. Addresses stand in it without their passwords. */
export const upkeepRuns: Migration = {
  name: '0010-upkeep-runs',
  sql: `
    create table ops.upkeep_runs (
      id uuid primary key,
      place bigint generated always as identity,
      kind text not null,
      asked jsonb not null,
      asked_by text not null,
      asked_at timestamptz not null,
      state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled', 'lost')),
      phase text,
      done bigint not null default 0,
      total bigint,
      cancel_asked boolean not null default false,
      ended_at timestamptz,
      result jsonb,
      problem text
    );
    create unique index on ops.upkeep_runs ((true)) where state = 'running';
    create index on ops.upkeep_runs (place);
  `,
};
