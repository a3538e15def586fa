import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { resultsEvents, type ResultsEvent } from './events.ts';

export interface ResultsState {
  readonly written: boolean;
}

/** What one request recorded: a stream per command; no rule spans two requests. */
export const results: Aggregate<ResultsState, ResultsEvent> = {
  category: 'results',
  events: resultsEvents,
  initial: { written: false },
  evolve: () => ({ written: true }),
};

export const decision = decisionsOf(results);
