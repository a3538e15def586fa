import type { KnownImage } from '../element/place.ts';
import type { RunFacts } from '../element/worker-run.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';

/** An element as the rules of what lies below it see it. */
export interface KnownElement {
  readonly id: string;
  readonly corpusId: string;
  readonly image: KnownImage | null;
}

export interface TypeFacts extends RunFacts {
  /** Ids of the project's element types, by slug: those that the request names. */
  readonly types: ReadonlyMap<string, string>;
}

export const typeUnknown = (slug: string, field: string): Refusal =>
  refusal('validation_failed', { field, params: { message: `This project has no element type ${slug}.` } });
