import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { probeEvents, type ProbeEvent } from './events.ts';

/** Proof that the log takes events; nothing follows from it. */
export const probe: Aggregate<null, ProbeEvent> = {
  category: 'probe',
  events: probeEvents,
  initial: null,
  evolve: () => null,
};

export const decision = decisionsOf(probe);
