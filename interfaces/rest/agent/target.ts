import { oneAgent } from '../../../projections/agents/queries.ts';
import { located } from '../edge/target.ts';

/** The farm of the agent in the path. */
export const farmOfAgent = located(async ({ path }: { readonly path: { readonly id: string } }, { db }) => {
  const agent = await oneAgent(db, path.id);
  return agent ? { kind: 'farm', id: agent.farmId } : null;
});
