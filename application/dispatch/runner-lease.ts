/** Name of the lease by which a built-in runner lives: its claims are over once nobody holds it. */
export const runnerLease = (runnerId: string): string => `runner ${runnerId}`;
