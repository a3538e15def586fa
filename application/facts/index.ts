import type { AnyFacts } from './facts.ts';

/** The facts of every decision that looks beyond its own stream. */
export const allFacts: readonly AnyFacts[] = [];
