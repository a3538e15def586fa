import type { AnyAggregate, AnyDecision } from './kernel/decision.ts';
import { task, taskDecisions } from './task/index.ts';

/** Every aggregate with its decisions: where the codec finds the schema of an event, and the documents find the catalogue. */
export const aggregates: readonly { readonly aggregate: AnyAggregate; readonly decisions: readonly AnyDecision[] }[] = [
  { aggregate: task, decisions: taskDecisions },
];
