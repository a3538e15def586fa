import type { ElementBatchEvent } from '../../domain/element-batch/events.ts';
import type { Projection } from '../engine/projection.ts';

/** A child directly below a parent. The children of one parent stand in the order of (position, place). */
export interface ElementPathRow {
  /** `<child>/<parent>` */
  readonly id: string;
  readonly childId: string;
  readonly parentId: string;
  readonly corpusId: string;
  readonly position: bigint;
  readonly place: number;
}

const keyOf = (childId: string, parentId: string): string => `${childId}/${parentId}`;

export const elementPaths: Projection<ElementPathRow, ElementBatchEvent> = {
  name: 'element_paths',
  version: 1,
  table: {
    columns: { id: 'text', childId: 'uuid', parentId: 'uuid', corpusId: 'uuid', position: 'bigint', place: 'int' },
    key: 'id',
    indexes: ['(parent_id, position, place)', '(child_id)'],
  },
  takes: ['ElementsCreated'],
  keys: ({ data }) => data.elements.flatMap(({ elementId, parentId }) => (parentId === null ? [] : [keyOf(elementId, parentId)])),
  fold(_row, { data, position }, id) {
    const [childId = '', parentId = ''] = id.split('/');
    const place = data.elements.findIndex(({ elementId }) => elementId === childId);
    return { id, childId, parentId, corpusId: data.corpusId, position, place };
  },
};
