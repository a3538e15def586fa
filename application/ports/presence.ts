/** What an agent said of itself with its last poll. Telemetry, outside the log: one row per agent, overwritten. */
export interface AgentPresence {
  readonly agentId: string;
  readonly lastPing: Date;
  /** Shares from 0 to 1. */
  readonly cpuLoad: number;
  readonly ramLoad: number;
  /** What it is working on, with how far it is. */
  readonly tasks: readonly { readonly taskId: string; readonly term: number; readonly phase: 'preparing' | 'running' }[];
}

export interface Presence {
  report(presence: AgentPresence): Promise<void>;
  /** The poll's answer went out: the agent is still there. */
  ping(agentId: string, at: Date): Promise<void>;
  all(): Promise<readonly AgentPresence[]>;
}
