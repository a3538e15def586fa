/** Whether an agent was taken away from its farm and has not joined again: its tokens, which nobody stores, count no more. */
export interface RemovedAgents {
  has(agentId: string): Promise<boolean>;
}
