import { test } from 'tap';
import type { CorpusEvent } from '../../../domain/corpus/events.ts';
import { corpora } from '../../../projections/corpora/fold.ts';
import { elementTypes } from '../../../projections/element-types/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { corpusId, lineTypeId, pageTypeId } from '../../support/elements.ts';

const type = (elementTypeId: string, slug: string, over: object = {}) => ({
  elementTypeId,
  slug,
  displayName: slug,
  folder: false,
  color: '28b62c',
  indexable: false,
  ...over,
});
const about = { corpusId, name: 'Registers', description: '', public: false, creatorId: 7 };
const history = inStream(`corpus-${corpusId}`)<CorpusEvent>(
  { type: 'CorpusCreated', data: about },
  { type: 'ElementTypeAdded', data: type(pageTypeId, 'page') },
  { type: 'ElementTypeAdded', data: type(lineTypeId, 'line') },
  { type: 'CorpusUpdated', data: { public: true } },
  { type: 'ElementTypeChanged', data: type(pageTypeId, 'leaf', { folder: true }) },
  { type: 'ElementTypeRemoved', data: { elementTypeId: lineTypeId } },
);

test('a project has its types as they are now', async (t) => {
  const rows = rowsAfter(corpora, ...history);
  t.same(
    [...rows.values()],
    [
      {
        id: corpusId,
        name: 'Registers',
        description: '',
        public: true,
        types: [{ id: pageTypeId, slug: 'leaf', displayName: 'leaf', folder: true, color: '28b62c', indexable: false }],
        creatorId: 7,
        created: second(0),
        updated: second(5),
        revision: 5,
      },
    ],
  );
});

test('a type is a row of its own until it is removed', async (t) => {
  const rows = rowsAfter(elementTypes, ...history);
  t.same([...rows.keys()], [pageTypeId]);
  t.match(rows.get(pageTypeId), { corpusId, slug: 'leaf', folder: true, revision: 4 });
  t.equal(rowsAfter(elementTypes, ...history.slice(0, 3)).size, 2);
});
