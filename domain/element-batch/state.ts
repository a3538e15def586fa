import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { elementBatchEvents, type ElementBatchEvent } from './events.ts';

export interface ElementBatchState {
  readonly written: boolean;
}

/** The elements that one request created: a stream per command, so that bulk work of many workers never meets. */
export const elementBatch: Aggregate<ElementBatchState, ElementBatchEvent> = {
  category: 'elementbatch',
  events: elementBatchEvents,
  initial: { written: false },
  evolve: () => ({ written: true }),
};

export const decision = decisionsOf(elementBatch);
