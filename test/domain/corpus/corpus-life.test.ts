import fc from 'fast-check';
import { test } from 'tap';
import { changeElementType } from '../../../domain/corpus/change-element-type.ts';
import { createCorpus } from '../../../domain/corpus/create-corpus.ts';
import { createElementType } from '../../../domain/corpus/create-element-type.ts';
import { corpus } from '../../../domain/corpus/index.ts';
import { updateCorpus } from '../../../domain/corpus/update-corpus.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { asking } from '../../support/given.ts';

const slugs = fc.constantFrom('page', 'act', 'line', 'folder');
const types = fc.nat(20).map((index) => derivedId('7a1e2b62-97a2-4c0f-8c4a-54e2bb0c7d01', index));
const step = fc.oneof(
  fc.record({ name: fc.constantFrom('A', 'B') }).map((input) => ({ decision: updateCorpus, input })),
  fc.record({ slug: slugs, displayName: slugs }).map((input) => ({ decision: createElementType, input })),
  fc.record({ elementTypeId: types, slug: slugs }).map((input) => ({ decision: changeElementType, input })),
);

test('whatever is asked of a project, its slugs are unique', async () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = corpus.initial;
      const all = [{ decision: createCorpus, input: { name: 'Registers' } }, ...steps];
      all.forEach(({ decision, input }, index) => {
        const commandId = derivedId('7a1e2b62-97a2-4c0f-8c4a-54e2bb0c7d02', index);
        const verdict = decision.decide(state, decision.input.parse(input) as never, undefined, asking({ commandId }));
        state = verdict.events.reduce((now, event) => corpus.evolve(now, event, new Date(0)), state);
      });
      const present = state.types.map((type) => type.slug);
      return new Set(present).size === present.length;
    }),
  );
});
