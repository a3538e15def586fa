import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { boundedText } from '../kernel/texts.ts';
import { commitHash } from './revision-id.ts';
import { decision } from './state.ts';

/** The commit of a publication: recorded the first time; what was recorded stays. */
export const ensureRevision = decision({
  name: 'EnsureRevision',
  input: z.object({
    repositoryId: z.uuid(),
    hash: commitHash,
    message: boundedText,
    author: z.string().max(250),
    committedAt: z.iso.datetime().nullable().default(null),
  }),
  decide: (state, input, _facts: void, { id }) =>
    state.known ? accepted() : accepted({ type: 'RevisionRecorded', data: { revisionId: id, ...input } }),
});
