import type { Person } from './people.ts';

export interface TaskClaimRef {
  readonly taskId: string;
  readonly term: number;
}

export interface AgentTokens {
  readonly accessToken: string;
  readonly accessExpires: Date;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
}

/** Tokens are derived by the server's key and never stored: what is not kept cannot leak from a backup of the tables. */
export interface Tokens {
  /** The user's one token; the same until rotated. */
  userToken(userId: number): Promise<string>;
  /** Ends the old token and gives the new one. */
  rotateUserToken(userId: number, by: string): Promise<string>;
  /** The user whose present token this is. */
  personOf(token: string): Promise<Person | null>;

  /** `<task id>.<term>.<mac>`: says who asks; whether the claim is live is for `LiveClaims` to say. */
  taskToken(claim: TaskClaimRef): string;
  claimOf(token: string): TaskClaimRef | null;

  /** Access for 15 minutes, refresh for 30 days. */
  agentTokens(agentId: string): AgentTokens;
  agentOf(accessToken: string): string | null;
  /** A new access token for a refresh token that is good; the refresh token does not change when used. */
  refreshAgent(refreshToken: string): { readonly agentId: string; readonly accessToken: string; readonly accessExpires: Date } | null;
}
