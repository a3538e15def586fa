import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '../../../../application/ports/identity/identity.ts';
import type { LiveClaims } from '../../../../application/ports/live-claims.ts';
import type { RemovedAgents } from '../../../../application/ports/removed-agents.ts';
import { refusal } from '../../../../domain/kernel/refusal.ts';
import type { Principal } from '../principal.ts';
import { EdgeRefusal } from '../refusals/edge-refusal.ts';
import { credentialsOf } from './authorization.ts';
import { cookiesOf, sessionCookie } from './cookies.ts';

export interface Authentication {
  readonly identity: Identity;
  readonly liveClaims: LiveClaims;
  readonly removedAgents: RemovedAgents;
}

const nobody: Principal = { kind: 'nobody' };

/**
 * Who is asking (api.md §1.8). An `Authorization` header decides alone, also when it is wrong or empty; without one the session
 * cookie does; without both it is nobody.
 * @throws EdgeRefusal unauthenticated
 */
export async function authenticate(headers: IncomingHttpHeaders, services: Authentication): Promise<Principal> {
  const { authorization } = headers;
  if (authorization !== undefined) return byHeader(authorization, services);
  const secret = cookiesOf(headers.cookie).get(sessionCookie);
  if (!secret) return nobody;
  const person = await services.identity.sessions.personOf(secret);
  return person ? { kind: 'user', person, session: secret } : nobody;
}

async function byHeader(header: string, services: Authentication): Promise<Principal> {
  const { scheme, value } = credentialsOf(header);
  const principal = value === '' ? null : await bySchemes[scheme](value, services);
  if (!principal) throw unauthenticated('Invalid token.');
  return principal;
}

const bySchemes = {
  async token(value: string, { identity }: Authentication): Promise<Principal | null> {
    const person = await identity.tokens.personOf(value);
    return person && { kind: 'user', person, session: null };
  },
  async ponos(value: string, { identity, liveClaims }: Authentication): Promise<Principal | null> {
    const claim = identity.tokens.claimOf(value);
    const state = claim && (await liveClaims.find(claim.taskId, claim.term));
    if (!claim || !state) return null;
    const { creatorId, ...rest } = state;
    return { kind: 'task', ...claim, ...rest, creator: creatorId === null ? null : await identity.people.find(creatorId) };
  },
  async bearer(value: string, { identity, removedAgents }: Authentication): Promise<Principal | null> {
    const agentId = identity.tokens.agentOf(value);
    return agentId === null || (await removedAgents.has(agentId)) ? null : { kind: 'agent', agentId };
  },
  async unknown(): Promise<Principal | null> {
    return null;
  },
};

/** 401, with the scheme that people's clients use. */
export const unauthenticated = (message?: string): EdgeRefusal =>
  new EdgeRefusal([refusal('unauthenticated', message === undefined ? {} : { params: { message } })], {
    headers: { 'WWW-Authenticate': 'Token' },
  });
