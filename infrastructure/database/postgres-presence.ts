import type { Pool } from 'pg';
import type { AgentPresence, Presence } from '../../application/ports/presence.ts';

/** Agents' presence in a table that is written without a log: after a crash of the database they say it again within seconds. */
export class PostgresPresence implements Presence {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async report({ agentId, lastPing, cpuLoad, ramLoad, tasks }: AgentPresence): Promise<void> {
    await this.#pool.query(
      `insert into ops.agent_presence (agent_id, last_ping, cpu_load, ram_load, tasks) values ($1, $2, $3, $4, $5)
       on conflict (agent_id) do update set (last_ping, cpu_load, ram_load, tasks) =
         (greatest(agent_presence.last_ping, excluded.last_ping), excluded.cpu_load, excluded.ram_load, excluded.tasks)`,
      [agentId, lastPing, cpuLoad, ramLoad, JSON.stringify(tasks)],
    );
  }

  async ping(agentId: string, at: Date): Promise<void> {
    await this.#pool.query('update ops.agent_presence set last_ping = greatest(last_ping, $2) where agent_id = $1', [agentId, at]);
  }

  async all(): Promise<readonly AgentPresence[]> {
    const { rows } = await this.#pool.query<AgentPresence>(
      `select agent_id as "agentId", last_ping as "lastPing", cpu_load as "cpuLoad", ram_load as "ramLoad", tasks from ops.agent_presence`,
    );
    return rows;
  }
}
