import { accepted } from '../kernel/refusal.ts';
import { agentEvents } from './events.ts';
import { decision } from './state.ts';

/** Nothing has been heard of it for too long. Its claims are ended one by one by the monitor. */
export const loseAgent = decision({
  name: 'LoseAgent',
  input: agentEvents.AgentLost,
  decide: (state, input) =>
    state.state === 'active' || state.state === 'draining' ? accepted({ type: 'AgentLost', data: input }) : accepted(),
});
