import { createFarm } from '../../domain/farm/create.ts';
import { facts } from './facts.ts';

/**
 * Of those that are made in the same instant the stream of the name lets one through. This look is for farms that were not made under
 * their name, caught up first: the name may have been taken a moment ago. What the server makes for itself comes before any name.
 */
export const createFarmFacts = facts(createFarm, async (look, { name: made }, { name }, { actor }) => {
  if (made !== null || actor.kind === 'system') return { taken: false };
  await look.caughtUp();
  return { taken: await look.farms.taken(name) };
});
