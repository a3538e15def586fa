import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';

/** Adds a server of images; one that is known changes nothing. */
export const addImageServer = decision({
  name: 'AddImageServer',
  input: z.object({ displayName: z.string(), url: z.string(), maxWidth: z.int().nullable(), maxHeight: z.int().nullable() }),
  decide: (state, input, _facts: void, { id }) =>
    state.known ? accepted() : accepted({ type: 'ImageServerAdded', data: { serverId: id, ...input } }),
});
