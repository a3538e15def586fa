import { z } from 'zod';
import { boundedText } from '../kernel/texts.ts';
import { refused, refusal, unless, when } from '../kernel/refusal.ts';
import { processName } from './fields.ts';
import { filterRefusals, type FilterFacts } from './filters.ts';
import { decision } from './state.ts';

/** A draft over elements of a project. */
export const createProcess = decision({
  name: 'CreateProcess',
  input: z.object({
    corpusId: z.uuid(),
    mode: z.string().default('workers'),
    name: processName.nullable().default(null),
    elementId: z.uuid().nullable().default(null),
    elementType: z.string().nullable().default(null).describe('Slug'),
    mlClassId: z.uuid().nullable().default(null),
    nameContains: boundedText.nullable().default(null),
    loadChildren: z.boolean().default(false),
    selection: z.boolean().default(false).describe('The elements that the user has selected; on this server nobody can'),
    useCache: z.boolean().default(false),
    useGpu: z.boolean().default(false),
  }),
  decide(state, input, facts: FilterFacts, { id, actor }) {
    if (state.life !== 'none')
      return refused(refusal('validation_failed', { params: { message: 'There is a process with this id already.' } }));
    return when(
      [
        unless(input.mode === 'workers', 'wrong_mode', { field: 'mode', params: { mode: input.mode } }),
        unless(!input.selection, 'selection_empty', { field: 'selection' }),
        ...filterRefusals(input, facts),
      ],
      () => {
        const { corpusId, name, elementId, nameContains, loadChildren, useCache, useGpu } = input;
        const setup = { elementId, elementTypeId: facts.elementTypeId, nameContains, mlClassId: null, loadChildren, listedElements: null };
        const creatorId = actor.kind === 'user' ? Number(actor.id) : null;
        return [{ type: 'ProcessCreated', data: { processId: id, mode: 'workers', name, corpusId, creatorId, setup, useCache, useGpu } }];
      },
    );
  },
});
