import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { slug } from '../kernel/slug.ts';
import { boundedText, nameOf } from '../kernel/texts.ts';
import { decision } from './state.ts';

export const newWorker = z.object({
  slug,
  name: nameOf(100),
  typeSlug: slug,
  description: boundedText.default(''),
  repositoryId: z.uuid().nullable().default(null),
  public: z.boolean().default(false),
});

/** A worker under a slug of its own. `ofContributor`: who asks may contribute to the worker that has the slug, and gets that one. */
export const createWorker = decision({
  name: 'CreateWorker',
  input: newWorker.extend({ ofContributor: z.boolean() }),
  decide(state, { ofContributor, ...about }, _facts: void, { id }) {
    if (!state.about) return accepted({ type: 'WorkerCreated', data: { workerId: id, ...about } });
    return ofContributor ? accepted() : refused(refusal('slug_taken', { field: 'slug', params: { slug: about.slug } }));
  },
});
