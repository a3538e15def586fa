import type { Migration } from './migration.ts';

/**
 * Refused commands as they are looked for: by the thing they were about (the first id in their target, be it a stream or an address),
 * by who asked, and where they stand in the trace of a decision. `id` orders them for lists.
 */
export const audit: Migration = {
  name: '0008-audit',
  sql: `
    alter table ops.refused_commands
      add column id bigint generated always as identity primary key,
      add column causation_id uuid,
      add column thing uuid generated always as
        (substring(target from '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}')::uuid) stored;
    create index on ops.refused_commands (thing, id);
    create index on ops.refused_commands (actor_id, id);
    create index on ops.refused_commands (correlation_id);
    create index on ops.refused_commands (command_id);
  `,
};
