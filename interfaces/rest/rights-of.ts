import { levels, type TargetKind } from '../../application/ports/identity/memberships.ts';
import { personOf } from './edge/principal.ts';
import type { Showing } from './edge/shown.ts';

interface Thing {
  readonly id: string;
  readonly public: boolean;
}

/** The `rights` of whoever asks on things of one kind, by id: read (guest), write (contributor), admin. */
export async function rightsOf(
  kind: TargetKind,
  things: readonly Thing[],
  { asked, identity }: Showing,
): Promise<ReadonlyMap<string, string[]>> {
  const person = personOf(asked.principal);
  const ids = things.map(({ id }) => id);
  const member = person && !person.admin ? await identity.memberships.levelsOn(person.id, kind, ids) : new Map<string, number>();
  return new Map(
    things.map((thing) => {
      const level = person?.admin ? levels.admin : Math.max(member.get(thing.id) ?? 0, thing.public ? levels.guest : 0);
      return [thing.id, rightsAt(level)];
    }),
  );
}

const rightsAt = (level: number): string[] => [
  ...(level >= levels.guest ? ['read'] : []),
  ...(level >= levels.contributor ? ['write'] : []),
  ...(level >= levels.admin ? ['admin'] : []),
];
