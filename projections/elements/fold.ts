import type { ElementBatchEvent } from '../../domain/element-batch/events.ts';
import type { ElementEvent } from '../../domain/element/events.ts';
import type { Polygon } from '../../domain/element/zone.ts';
import type { Projection } from '../engine/projection.ts';

/** An element. The order of a project's elements is that of (position, place): the event that made it, and its place there. */
export interface ElementRow {
  readonly id: string;
  readonly corpusId: string;
  readonly typeId: string;
  readonly name: string;
  readonly imageId: string | null;
  readonly polygon: Polygon | null;
  readonly rotationAngle: number;
  readonly mirrored: boolean;
  readonly confidence: number | null;
  readonly workerRunId: string | null;
  readonly creatorId: number | null;
  /** Number of its parents; 0 = top level. */
  readonly parents: number;
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  readonly place: number;
  /** Of the element's own stream, which holds its changes; -1 before the first. */
  readonly revision: number;
}

export const elements: Projection<ElementRow, ElementBatchEvent | ElementEvent> = {
  name: 'elements',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      corpusId: 'uuid',
      typeId: 'uuid',
      name: 'text',
      imageId: 'uuid',
      polygon: 'json',
      rotationAngle: 'int',
      mirrored: 'boolean',
      confidence: 'float',
      workerRunId: 'uuid',
      creatorId: 'int',
      parents: 'int',
      created: 'time',
      updated: 'time',
      position: 'bigint',
      place: 'int',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(corpus_id, position, place)', '(corpus_id, position, place) where parents = 0', '(image_id)'],
  },
  takes: ['ElementsCreated', 'ElementUpdated'],
  keys: ({ type, data }) => (type === 'ElementUpdated' ? [data.elementId] : data.elements.map(({ elementId }) => elementId)),
  fold(row, recorded, id) {
    if (recorded.type === 'ElementUpdated') {
      const { elementId: _, ...changes } = recorded.data;
      return row && { ...row, ...changes, updated: recorded.time, revision: recorded.revision };
    }
    const { time, position, data } = recorded;
    const place = data.elements.findIndex(({ elementId }) => elementId === id);
    const { elementId: _, parentId, ...about } = data.elements[place]!;
    const { corpusId, workerRunId, creatorId } = data;
    const parents = parentId === null ? 0 : 1;
    return { id, corpusId, ...about, workerRunId, creatorId, parents, created: time, updated: time, position, place, revision: -1 };
  },
};
