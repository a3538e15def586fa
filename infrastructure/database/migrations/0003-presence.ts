import type { Migration } from './migration.ts';

/** What agents last said of themselves: telemetry, one row each, overwritten every few seconds, hence without a log of its own. */
export const presence: Migration = {
  name: '0003-presence',
  sql: `
    create unlogged table ops.agent_presence (
      agent_id uuid primary key,
      last_ping timestamptz not null,
      cpu_load double precision not null,
      ram_load double precision not null,
      tasks jsonb not null
    ) with (fillfactor = 50);
  `,
};
