import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { workerTypeEvents, type WorkerTypeEvent } from './events.ts';

export interface WorkerTypeState {
  readonly known: boolean;
}

export const workerType: Aggregate<WorkerTypeState, WorkerTypeEvent> = {
  category: 'workertype',
  events: workerTypeEvents,
  initial: { known: false },
  evolve: () => ({ known: true }),
};

export const decision = decisionsOf(workerType);
