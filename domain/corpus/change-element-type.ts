import { z } from 'zod';
import { changesOf, isEmpty } from '../kernel/changes.ts';
import { accepted, refusal, refused, when } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { slugTaken, typeFields } from './type-fields.ts';

export const changeElementType = decision({
  name: 'ChangeElementType',
  input: z.object({
    elementTypeId: z.uuid(),
    slug: typeFields.slug.optional(),
    displayName: typeFields.displayName.optional(),
    folder: typeFields.folder.optional(),
    color: typeFields.color.optional(),
  }),
  decide(state, input) {
    const type = state.types.find((one) => one.elementTypeId === input.elementTypeId);
    if (!type) return refused(refusal('not_found'));
    const changes = changesOf(type, input);
    if (isEmpty(changes)) return accepted();
    return when([slugTaken(state, input.slug ?? type.slug, type.elementTypeId)], () => [
      { type: 'ElementTypeChanged', data: { ...type, ...changes } },
    ]);
  },
});
