import type { CorpusEvent } from '../../domain/corpus/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface CorpusTypeRow {
  readonly id: string;
  readonly slug: string;
  readonly displayName: string;
  readonly folder: boolean;
  readonly color: string;
  readonly indexable: boolean;
}

/** A project. Its element types lie in the row as well, so that a write can answer with both. */
export interface CorpusRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly public: boolean;
  readonly types: readonly CorpusTypeRow[];
  readonly creatorId: number | null;
  readonly created: Date;
  readonly updated: Date;
  readonly revision: number;
}

export const corpora: Projection<CorpusRow, CorpusEvent> = {
  name: 'corpora',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      name: 'text',
      description: 'text',
      public: 'boolean',
      types: 'json',
      creatorId: 'int',
      created: 'time',
      updated: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(name, id)'],
  },
  takes: ['CorpusCreated', 'CorpusUpdated', 'ElementTypeAdded', 'ElementTypeChanged', 'ElementTypeRemoved'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, revision }, id) {
    if (type === 'CorpusCreated') {
      const { name, description, creatorId } = data;
      return { id, name, description, public: data.public, types: [], creatorId, created: time, updated: time, revision };
    }
    if (!row) return null;
    const now = { ...row, updated: time, revision };
    switch (type) {
      case 'CorpusUpdated':
        return { ...now, ...data };
      case 'ElementTypeAdded':
        return { ...now, types: [...row.types, typeOf(data)] };
      case 'ElementTypeChanged':
        return { ...now, types: row.types.map((one) => (one.id === data.elementTypeId ? typeOf(data) : one)) };
      case 'ElementTypeRemoved':
        return { ...now, types: row.types.filter((one) => one.id !== data.elementTypeId) };
    }
  },
};

type TypeData = Extract<CorpusEvent, { type: 'ElementTypeAdded' }>['data'];

const typeOf = ({ elementTypeId, ...rest }: TypeData): CorpusTypeRow => ({ id: elementTypeId, ...rest });
