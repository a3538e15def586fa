import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { agentEvents, type AgentEvent, type AgentRegistered } from './events.ts';

export interface AgentLife {
  readonly state: 'unknown' | 'active' | 'lost' | 'draining' | 'removed';
  readonly registered: AgentRegistered | null;
  /** It was draining when it was lost, and is so again when it returns. */
  readonly draining: boolean;
  readonly lostAt: Date | null;
}

/**
 * A machine that runs tasks.
 *
 *   active ⇄ draining          (draining keeps its claims and gets none)
 *     ⇅         ⇅
 *        lost                  (silent; back at its next poll)
 *   any without live claims ─► removed ─(registers again)─► active
 */
export const agent: Aggregate<AgentLife, AgentEvent> = {
  category: 'agent',
  events: agentEvents,
  initial: { state: 'unknown', registered: null, draining: false, lostAt: null },
  evolve(state, event, time) {
    switch (event.type) {
      case 'AgentRegistered':
        return {
          state: state.draining ? 'draining' : 'active',
          registered: event.data,
          draining: state.draining,
          lostAt: null,
        };
      case 'AgentDraining':
        return { ...state, state: state.state === 'lost' ? 'lost' : 'draining', draining: true };
      case 'AgentUndrained':
        return { ...state, state: state.state === 'lost' ? 'lost' : 'active', draining: false };
      case 'AgentRemoved':
        return { ...state, state: 'removed', draining: false };
      case 'AgentLost':
        return { ...state, state: 'lost', lostAt: time };
      case 'AgentReturned':
        return { ...state, state: state.draining ? 'draining' : 'active', lostAt: null };
    }
  },
};

export const decision = decisionsOf(agent);
