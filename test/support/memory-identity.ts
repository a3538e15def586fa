import type { Identity } from '../../application/ports/identity/identity.ts';
import { levels, type Level, type TargetKind } from '../../application/ports/identity/memberships.ts';
import type { Person } from '../../application/ports/identity/people.ts';

interface New {
  readonly admin?: boolean;
  readonly password?: string | null;
  readonly email?: string;
}

/** Identity in memory, for tests of what asks it. Tokens are readable: `user-1`, `<task>.<term>.ok`, `agent-<id>`. */
export function memoryIdentity() {
  const people = new Map<number, Person & { readonly password: string | null }>();
  const given = new Map<string, number>();
  const sessions = new Map<string, number>();
  const generations = new Map<number, number>();
  const tokenOf = (id: number): string => `user-${id}${'x'.repeat(generations.get(id) ?? 0)}`;
  const keyOf = (userId: number, kind: TargetKind, id: string): string => `${userId} ${kind} ${id}`;
  const add = (name: string, { admin = false, password = null, email = `${name}@example.org` }: New = {}): Person => {
    const person = {
      id: people.size + 1,
      email,
      displayName: name,
      admin,
      created: new Date('2026-01-01'),
      password,
    };
    people.set(person.id, person);
    return person;
  };
  const identity: Identity = {
    people: {
      create: async ({ displayName, ...rest }) => add(displayName, rest),
      find: async (id) => people.get(id) ?? null,
      byEmail: async (email) => [...people.values()].find((person) => person.email === email) ?? null,
      list: async () => [...people.values()],
      names: async (ids) => new Map(ids.flatMap((id) => (people.has(id) ? [[id, people.get(id)!.displayName] as const] : []))),
      addresses: async (ids) => new Map(ids.flatMap((id) => (people.has(id) ? [[id, people.get(id)!.email] as const] : []))),
      authenticate: async (email, password) => [...people.values()].find((one) => one.email === email && one.password === password) ?? null,
    },
    memberships: {
      levelOn: async (userId, { kind, id }) => given.get(keyOf(userId, kind, id)) ?? 0,
      idsWith: async (userId, kind, atLeast) =>
        [...given]
          .filter(([key, rank]) => key.startsWith(keyOf(userId, kind, '')) && rank >= levels[atLeast])
          .map(([key]) => key.split(' ')[2]!),
      levelsOn: async (userId, kind, ids) =>
        new Map(ids.flatMap((id) => (given.has(keyOf(userId, kind, id)) ? [[id, given.get(keyOf(userId, kind, id))!] as const] : []))),
      countOn: async (kind, ids) =>
        new Map(ids.map((id) => [id, [...given.keys()].filter((key) => key.endsWith(` ${kind} ${id}`)).length])),
      grant: async (userId, { kind, id }, level: Level) => void given.set(keyOf(userId, kind, id), levels[level]),
    },
    tokens: {
      userToken: async (id) => tokenOf(id),
      rotateUserToken: async (id) => {
        generations.set(id, (generations.get(id) ?? 0) + 1);
        return tokenOf(id);
      },
      personOf: async (token) => [...people.values()].find(({ id }) => tokenOf(id) === token) ?? null,
      taskToken: ({ taskId, term }) => `${taskId}.${term}.ok`,
      claimOf: (token) => {
        const [taskId = '', term, mac] = token.split('.');
        return mac === 'ok' ? { taskId, term: Number(term) } : null;
      },
      agentTokens: (agentId) => ({
        accessToken: `agent-${agentId}`,
        accessExpires: new Date('2026-01-01T12:15:00Z'),
        refreshToken: `refresh-${agentId}`,
        refreshExpires: new Date('2026-01-31T12:00:00Z'),
      }),
      agentOf: (token) => (token.startsWith('agent-') ? token.slice('agent-'.length) : null),
      refreshAgent: () => null,
    },
    sessions: {
      open: async (userId) => {
        const secret = `session-${sessions.size + 1}`;
        sessions.set(secret, userId);
        return { secret, expires: new Date('2026-01-31T12:00:00Z') };
      },
      personOf: async (secret) => people.get(sessions.get(secret) ?? 0) ?? null,
      close: async (secret) => void sessions.delete(secret),
    },
    farmSeeds: { renew: async (farmId) => `seed-${farmId}`, fits: async (farmId, seed) => seed === `seed-${farmId}` },
  };
  return { identity, add, openSession: identity.sessions.open };
}
