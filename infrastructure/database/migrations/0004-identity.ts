import type { Migration } from './migration.ts';

/**
 * Who people are and what they may: outside the log, because people must be erasable and a right taken away must count at once.
 * No credential stands here: passwords, session secrets and seeds as digests, tokens not at all (the server's key derives them).
 */
export const identity: Migration = {
  name: '0004-identity',
  sql: `
    create schema identity;

    create table identity.users (
      id integer generated always as identity primary key,
      email text not null,
      display_name text not null,
      password text,
      admin boolean not null default false,
      created timestamptz not null default now(),
      token_generation integer not null default 1
    );
    create unique index on identity.users (lower(email));

    create table identity.memberships (
      user_id integer not null references identity.users on delete cascade,
      kind text not null check (kind in ('corpus', 'worker', 'model', 'repository', 'farm')),
      target uuid not null,
      level integer not null check (level in (10, 50, 100)),
      created timestamptz not null default now(),
      primary key (user_id, kind, target)
    );
    create index on identity.memberships (kind, target);

    create table identity.sessions (
      digest bytea primary key,
      user_id integer not null references identity.users on delete cascade,
      expires timestamptz not null
    );

    create table identity.farm_seeds (
      farm_id uuid primary key,
      digest bytea not null
    );

    create table identity.identity_audit (
      id bigint generated always as identity primary key,
      time timestamptz not null default now(),
      actor text not null,
      action text not null,
      target text not null,
      details jsonb not null default '{}'
    );
  `,
};
