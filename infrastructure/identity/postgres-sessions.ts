import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { Person } from '../../application/ports/identity/people.ts';
import type { Sessions } from '../../application/ports/identity/sessions.ts';
import { personColumns } from './person-columns.ts';

const lastsMs = 30 * 86_400_000;
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export class PostgresSessions implements Sessions {
  readonly #pool: Pool;
  readonly #clock: Clock;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async open(userId: number): Promise<{ secret: string; expires: Date }> {
    const secret = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const expires = new Date(now.getTime() + lastsMs);
    await this.#pool.query('delete from identity.sessions where expires <= $1', [now]);
    await this.#pool.query('insert into identity.sessions (digest, user_id, expires) values ($1, $2, $3)', [
      digestOf(secret),
      userId,
      expires,
    ]);
    return { secret, expires };
  }

  async personOf(secret: string): Promise<Person | null> {
    const { rows } = await this.#pool.query<Person>({
      name: 'person of session',
      text: `select ${personColumns} from identity.users where id =
        (select user_id from identity.sessions where digest = $1 and expires > $2)`,
      values: [digestOf(secret), this.#clock.now()],
    });
    return rows[0] ?? null;
  }

  async close(secret: string): Promise<void> {
    await this.#pool.query('delete from identity.sessions where digest = $1', [digestOf(secret)]);
  }
}
