import type { AgentPresence, Presence } from '../../application/ports/presence.ts';

export class MemoryPresence implements Presence {
  readonly rows = new Map<string, AgentPresence>();

  async report(presence: AgentPresence): Promise<void> {
    this.rows.set(presence.agentId, presence);
  }

  async ping(agentId: string, at: Date): Promise<void> {
    const row = this.rows.get(agentId);
    if (row) this.rows.set(agentId, { ...row, lastPing: at });
  }

  async all(): Promise<readonly AgentPresence[]> {
    return [...this.rows.values()];
  }
}
