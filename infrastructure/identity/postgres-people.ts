import type { Pool } from 'pg';
import { EmailTaken, type NewPerson, type People, type Person } from '../../application/ports/identity/people.ts';
import { audited } from './audited.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { personColumns } from './person-columns.ts';

const uniqueViolation = '23505';

export class PostgresPeople implements People {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async create({ email, password, displayName, admin }: NewPerson, by: string): Promise<Person> {
    const hash = password === null ? null : await hashPassword(password);
    try {
      const [person] = await audited<Person>(
        this.#pool,
        `insert into identity.users (email, display_name, password, admin) values ($1, $2, $3, $4) returning ${personColumns}`,
        [email.trim(), displayName, hash, admin],
        { actor: by, action: 'user created', target: 'id::text', details: { admin } },
      );
      return person!;
    } catch (error) {
      if ((error as { readonly code?: string }).code === uniqueViolation) throw new EmailTaken(email.trim());
      throw error;
    }
  }

  async find(id: number): Promise<Person | null> {
    const { rows } = await this.#pool.query<Person>({
      name: 'person',
      text: `select ${personColumns} from identity.users where id = $1`,
      values: [id],
    });
    return rows[0] ?? null;
  }

  async byEmail(email: string): Promise<Person | null> {
    const { rows } = await this.#pool.query<Person>(`select ${personColumns} from identity.users where lower(email) = lower($1)`, [
      email.trim(),
    ]);
    return rows[0] ?? null;
  }

  async list(): Promise<readonly Person[]> {
    const { rows } = await this.#pool.query<Person>(`select ${personColumns} from identity.users order by id`);
    return rows;
  }

  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.#texts('display_name', ids);
  }

  addresses(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.#texts('email', ids);
  }

  async authenticate(email: string, password: string): Promise<Person | null> {
    const { rows } = await this.#pool.query<Person & { readonly password: string | null }>(
      `select ${personColumns}, password from identity.users where lower(email) = lower($1)`,
      [email.trim()],
    );
    const [found] = rows;
    if (!(await isPassword(password, found?.password ?? null)) || !found) return null;
    const { password: _, ...person } = found;
    return person;
  }

  async #texts(column: 'display_name' | 'email', ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.#pool.query<{ readonly id: number; readonly text: string }>(
      `select id, ${column} as text from identity.users where id = any($1)`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, text }) => [id, text]));
  }
}
