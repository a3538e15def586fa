import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { elementEvents, type ElementEvent } from './events.ts';

export type ElementChanges = Omit<Extract<ElementEvent, { type: 'ElementUpdated' }>['data'], 'elementId'>;

/** What has been changed since the creation; the creation itself stands in the stream of its batch. */
export interface ElementState {
  readonly changed: ElementChanges;
}

export const element: Aggregate<ElementState, ElementEvent> = {
  category: 'element',
  events: elementEvents,
  initial: { changed: {} },
  evolve: (state, { data: { elementId: _, ...changes } }) => ({ changed: { ...state.changed, ...changes } }),
};

export const decision = decisionsOf(element);
