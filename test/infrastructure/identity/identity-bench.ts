import { postgresIdentity } from '../../../infrastructure/identity/postgres-identity.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestScope } from '../../support/postgres.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Identity in a database of the test's own, with two people. */
export async function identityBench(t: TestScope) {
  const database = await migratedDatabase(t);
  const pool = database.pool();
  const clock = new SteppingClock();
  const identity = postgresIdentity(pool, clock, 'the key of this server');
  const person = (name: string, admin = false) =>
    identity.people.create({ email: `${name}@example.org`, password: `${name}'s password`, displayName: name, admin }, 'test');
  const [ann, bob] = [await person('ann'), await person('bob')];
  const trail = async () => {
    const { rows } = await pool.query('select actor, action, target, details from identity.identity_audit order by id');
    return rows;
  };
  return { pool, clock, identity, person, ann, bob, trail };
}
