import type { AnyDecision } from '../kernel/decision.ts';
import { createElement } from './create-element.ts';
import { createElements } from './create-elements.ts';

export { elementBatch } from './state.ts';
export const elementBatchDecisions: readonly AnyDecision[] = [createElement, createElements];
