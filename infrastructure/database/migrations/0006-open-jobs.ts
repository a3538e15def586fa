import type { Migration } from './migration.ts';

/**
 * Work of reactors that is slow or goes outside, one row per job until it is done: the truth that every queue is filled from.
 *
 *   open ──(claimed: term + 1, leased)──► at work ──► done: the row is gone
 *    ▲                                      ├──► failed: due later
 *    └───────────(replayed)──── parked ◄────┘      (for good, or for the fifth time)
 *
 * Of one reactor's jobs with one key only the first may be claimed. `effective_from`: a reactor reacts to nothing that lies before.
 */
export const openJobs: Migration = {
  name: '0006-open-jobs',
  sql: `
    create table ops.open_jobs (
      id uuid primary key,
      reactor text not null,
      key text not null,
      place bigint generated always as identity,
      event_id uuid not null,
      position bigint not null,
      data jsonb not null,
      opened timestamptz not null default now(),
      due timestamptz not null,
      attempts integer not null default 0,
      term integer not null default 0,
      leased_until timestamptz,
      parked timestamptz,
      reason text
    );
    create unique index on ops.open_jobs (reactor, key, place);
    create index on ops.open_jobs (due) where parked is null;
    create index on ops.open_jobs (place) where parked is not null;

    create table ops.parking_decisions (
      id bigint generated always as identity primary key,
      time timestamptz not null default now(),
      decision text not null check (decision in ('replayed', 'discarded')),
      actor_kind text not null,
      actor_id text not null,
      why text,
      job_id uuid not null,
      reactor text not null,
      key text not null,
      event_id uuid not null,
      parked timestamptz not null,
      attempts integer not null,
      reason text not null
    );

    create table ops.effective_from (
      reactor text primary key,
      position bigint not null,
      since timestamptz not null default now()
    );
  `,
};
