import type { AnyProjection } from './engine/projection.ts';

/** Every read model: what the engine keeps, and what a rebuild makes anew. */
export const allProjections: readonly AnyProjection[] = [];
