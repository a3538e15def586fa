import { levels, type Level } from '../../../../application/ports/identity/memberships.ts';
import type { Person } from '../../../../application/ports/identity/people.ts';
import type { Look } from '../../../../application/ports/look/look.ts';
import { secondLook } from '../../../../application/ports/look/look.ts';
import type { Grant } from '../right.ts';
import type { Services } from '../services.ts';
import type { Located, Target } from '../target.ts';

/** Where the thing is that decides; asked again after the read side has caught up, before "there is none" is believed. */
export const locate = <A>(target: Target<A>, asked: A, services: Services): Promise<Located | null> =>
  present(services.look, () => target.locate(asked, services));

const present = <Found>(look: Look, ask: () => Promise<Found | null>): Promise<Found | null> =>
  secondLook(look, ask, (found) => found === null);

/** Whether a person has a level on a thing: unreadable things look as if they did not exist. */
export async function grantOn(person: Person | null, level: Level, located: Located | null, services: Services): Promise<Grant> {
  if (!located) return 'not_found';
  const rank = await rankOn(person, located, services);
  if (rank >= levels[level]) return 'granted';
  return rank >= levels.guest ? 'forbidden' : 'not_found';
}

async function rankOn(person: Person | null, { kind, id }: Located, { identity, publicity, look }: Services): Promise<number> {
  if (kind === 'user') return person && (person.admin || String(person.id) === id) ? levels.admin : 0;
  const [thing, member] = await Promise.all([
    present(look, () => publicity.find({ kind, id })),
    person && !person.admin ? identity.memberships.levelOn(person.id, { kind, id }) : 0,
  ]);
  if (!thing) return 0;
  if (person?.admin) return levels.admin;
  return Math.max(member, thing.public ? levels.guest : 0);
}
