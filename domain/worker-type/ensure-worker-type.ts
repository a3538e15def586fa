import { z } from 'zod';
import { naturalId } from '../kernel/ids.ts';
import { accepted } from '../kernel/refusal.ts';
import { slug } from '../kernel/slug.ts';
import { decision } from './state.ts';

export const workerTypeIdOf = (typeSlug: string): string => naturalId(typeSlug);

/** `text-recognizer` is shown as `Text recognizer`. */
const displayNameOf = (typeSlug: string): string => {
  const words = typeSlug.replace(/[_-]+/g, ' ').trim() || typeSlug;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The type of a worker: made when the first one names it. */
export const ensureWorkerType = decision({
  name: 'EnsureWorkerType',
  input: z.object({ slug }),
  decide: (state, input) =>
    state.known ? accepted() : accepted({ type: 'WorkerTypeCreated', data: { slug: input.slug, displayName: displayNameOf(input.slug) } }),
});
