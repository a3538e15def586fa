export interface AgentsLook {
  /** How many tasks have a live claim of this agent. */
  liveClaims(agentId: string): Promise<number>;
}
