import type { Migration } from './migration.ts';

/** What was asked and not carried out, kept for 90 days; what is said often and by design is only counted, per actor and hour. And the keys by which clients repeat requests, kept for 7 days. */
export const refusedCommands: Migration = {
  name: '0005-refused-commands',
  sql: `
    create table ops.refused_commands (
      command_id uuid not null,
      time timestamptz not null,
      actor_kind text not null,
      actor_id text not null,
      command text not null,
      target text not null,
      correlation_id uuid not null,
      refusals jsonb not null,
      request_digest text not null
    );
    create index on ops.refused_commands (time);
    create index on ops.refused_commands (target, time);

    create table ops.refusal_counts (
      hour timestamptz not null,
      actor_kind text not null,
      actor_id text not null,
      code text not null,
      count integer not null,
      primary key (hour, actor_kind, actor_id, code)
    );

    create table ops.idempotency_keys (
      scope text not null,
      key text not null,
      digest text not null,
      used timestamptz not null default now(),
      primary key (scope, key)
    );
    create index on ops.idempotency_keys (used);
  `,
};
