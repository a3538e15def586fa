import { removeAgent } from '../../domain/agent/remove.ts';
import { facts } from './facts.ts';

/** Caught up first: a claim that was given a moment ago must keep its agent. */
export const removeAgentFacts = facts(removeAgent, async (look, _state, _input, { id }) => {
  await look.caughtUp();
  return { liveClaims: await look.agents.liveClaims(id) };
});
