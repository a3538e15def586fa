import type { CorpusEvent } from '../../domain/corpus/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type TypeEvent = Extract<CorpusEvent, { type: `ElementType${string}` }>;

/** A type of the elements of one project. */
export interface ElementTypeRow {
  readonly id: string;
  readonly corpusId: string;
  readonly slug: string;
  readonly displayName: string;
  readonly folder: boolean;
  readonly color: string;
  readonly indexable: boolean;
  /** Of the project's stream. */
  readonly revision: number;
}

export const elementTypes: Projection<ElementTypeRow, TypeEvent> = {
  name: 'element_types',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      corpusId: 'uuid',
      slug: 'text',
      displayName: 'text',
      folder: 'boolean',
      color: 'text',
      indexable: 'boolean',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(corpus_id, slug)'],
  },
  takes: ['ElementTypeAdded', 'ElementTypeChanged', 'ElementTypeRemoved'],
  keys: ({ data }) => [data.elementTypeId],
  fold(_row, recorded, id) {
    if (recorded.type === 'ElementTypeRemoved') return null;
    const { slug, displayName, folder, color, indexable } = recorded.data;
    return { id, corpusId: streamId(recorded), slug, displayName, folder, color, indexable, revision: recorded.revision };
  },
};
