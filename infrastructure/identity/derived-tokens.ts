import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { Person } from '../../application/ports/identity/people.ts';
import type { AgentTokens, TaskClaimRef, Tokens } from '../../application/ports/identity/tokens.ts';
import { audited } from './audited.ts';
import { isMac, mac } from './mac.ts';
import { personColumns } from './person-columns.ts';

const accessMs = 15 * 60_000;
const refreshMs = 30 * 86_400_000;
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const taskForm = new RegExp(`^(${uuid})\\.(\\d{1,9})\\.([\\w-]{43})$`);
const agentForm = new RegExp(`^(${uuid})\\.(\\d{1,15})\\.([\\w-]{43})$`);
const userForm = /^(\d{1,10})\.([\w-]{43})$/;
const largestId = 2 ** 31 - 1;

/**
 * Tokens as keyed digests of what they stand for.
 *
 *   user     <id>.<mac of id and generation>
 *   task     <task id>.<term>.<mac>
 *   agent    <agent id>.<expiry>.<mac>        one purpose for access, another for refresh
 */
export class DerivedTokens implements Tokens {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #key: string;

  constructor(pool: Pool, clock: Clock, key: string) {
    this.#pool = pool;
    this.#clock = clock;
    this.#key = createHash('sha256').update(`tokens\n${key}`).digest('base64url');
  }

  async userToken(userId: number): Promise<string> {
    const found = await this.#find(userId);
    return this.#signedUser(userId, found?.generation ?? 0);
  }

  async rotateUserToken(userId: number, by: string): Promise<string> {
    await audited(this.#pool, 'update identity.users set token_generation = token_generation + 1 where id = $1 returning id', [userId], {
      actor: by,
      action: 'token rotated',
      target: 'id::text',
    });
    return this.userToken(userId);
  }

  async personOf(token: string): Promise<Person | null> {
    const [, id] = userForm.exec(token) ?? [];
    const found = id === undefined ? null : await this.#find(Number(id));
    if (!found) return null;
    const { generation, ...person } = found;
    return isMac(token, this.#signedUser(person.id, generation)) ? person : null;
  }

  taskToken({ taskId, term }: TaskClaimRef): string {
    return `${taskId}.${term}.${mac(this.#key, 'task', `${taskId}\n${term}`)}`;
  }

  claimOf(token: string): TaskClaimRef | null {
    const [, taskId, term] = taskForm.exec(token) ?? [];
    if (taskId === undefined) return null;
    const claim = { taskId, term: Number(term) };
    return isMac(token, this.taskToken(claim)) ? claim : null;
  }

  agentTokens(agentId: string): AgentTokens {
    const access = this.#agentToken(agentId, 'access', accessMs);
    const refresh = this.#agentToken(agentId, 'refresh', refreshMs);
    return { accessToken: access.token, accessExpires: access.expires, refreshToken: refresh.token, refreshExpires: refresh.expires };
  }

  agentOf(accessToken: string): string | null {
    return this.#agentOf(accessToken, 'access');
  }

  refreshAgent(refreshToken: string): { agentId: string; accessToken: string; accessExpires: Date } | null {
    const agentId = this.#agentOf(refreshToken, 'refresh');
    if (agentId === null) return null;
    const { token: accessToken, expires: accessExpires } = this.#agentToken(agentId, 'access', accessMs);
    return { agentId, accessToken, accessExpires };
  }

  async #find(userId: number): Promise<(Person & { readonly generation: number }) | null> {
    if (userId > largestId) return null;
    const { rows } = await this.#pool.query<Person & { readonly generation: number }>({
      name: 'person with token generation',
      text: `select ${personColumns}, token_generation as generation from identity.users where id = $1`,
      values: [userId],
    });
    return rows[0] ?? null;
  }

  #signedUser(userId: number, generation: number): string {
    return `${userId}.${mac(this.#key, 'user', `${userId}\n${generation}`)}`;
  }

  #agentToken(agentId: string, purpose: 'access' | 'refresh', ms: number): { token: string; expires: Date } {
    const expires = new Date(this.#clock.now().getTime() + ms);
    return { token: this.#signed(agentId, purpose, expires.getTime()), expires };
  }

  #signed(agentId: string, purpose: string, expires: number): string {
    return `${agentId}.${expires}.${mac(this.#key, `agent ${purpose}`, `${agentId}\n${expires}`)}`;
  }

  #agentOf(token: string, purpose: string): string | null {
    const [, agentId, expires] = agentForm.exec(token) ?? [];
    if (agentId === undefined || Number(expires) <= this.#clock.now().getTime()) return null;
    return isMac(token, this.#signed(agentId, purpose, Number(expires))) ? agentId : null;
  }
}
