import { createFarm } from '../../domain/farm/create.ts';
import { facts } from './facts.ts';

/**
 * Caught up first: the name may have been taken a moment ago. Two that are made in the same instant may still share it: nothing but what
 * people read depends on names. What the server makes for itself at its start comes before any name.
 */
export const createFarmFacts = facts(createFarm, async (look, { name: made }, { name }, { actor }) => {
  if (made !== null || actor.kind === 'system') return { taken: false };
  await look.caughtUp();
  return { taken: await look.farms.taken(name) };
});
