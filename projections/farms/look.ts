import type { Kysely } from 'kysely';
import type { Identity } from '../../application/ports/identity/identity.ts';
import { levels } from '../../application/ports/identity/memberships.ts';
import type { FarmsLook } from '../../application/ports/look/farms.ts';
import type { Tables } from '../tables.ts';
import { defaultFarm } from './queries.ts';

/** Farms are read models, who may use them is not: rights come from the identity tables as they are now. */
export const farmsLook = (db: Kysely<Tables>, { people, memberships }: Pick<Identity, 'people' | 'memberships'>): FarmsLook => ({
  async usable(farmId, actor) {
    const farm =
      farmId === null ? await defaultFarm(db) : await db.selectFrom('farms').select('id').where('id', '=', farmId).executeTakeFirst();
    if (!farm || actor.kind === 'system') return farm?.id ?? null;
    const person = actor.kind === 'user' ? await people.find(Number(actor.id)) : null;
    if (!person) return null;
    const level = person.admin ? levels.admin : await memberships.levelOn(person.id, { kind: 'farm', id: farm.id });
    return level >= levels.guest ? farm.id : null;
  },
  taken: async (name) => (await db.selectFrom('farms').select('id').where('name', '=', name).limit(1).executeTakeFirst()) !== undefined,
});
