import { z } from 'zod';
import { derivedId } from '../kernel/ids.ts';
import { unless, when } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { slugTaken, typeFields } from './type-fields.ts';

export const createElementType = decision({
  name: 'CreateElementType',
  input: z.object({
    slug: typeFields.slug,
    displayName: typeFields.displayName,
    folder: typeFields.folder.default(false),
    color: typeFields.color.default('28b62c'),
  }),
  decide: (state, input, _facts: void, { commandId }) =>
    when([unless(state.about !== null, 'not_found'), slugTaken(state, input.slug, null)], () => [
      { type: 'ElementTypeAdded', data: { elementTypeId: derivedId(commandId, 0), ...input, indexable: false } },
    ]),
});
