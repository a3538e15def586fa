import type { Kysely } from 'kysely';
import type { Polygon } from '../../domain/element/zone.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { ElementBatchEvent } from '../../domain/element-batch/events.ts';
import type { ElementEvent } from '../../domain/element/events.ts';
import { elementPaths } from '../element-paths/fold.ts';
import type { Tables } from '../tables.ts';
import { elements } from './fold.ts';

export interface ChildOn {
  readonly id: string;
  readonly polygon: Polygon;
}

/** Direct children of one type that lie on this image, in their order, as the tables have them. */
export async function childrenOn(db: Kysely<Tables>, parentId: string, typeId: string, imageId: string): Promise<readonly ChildOn[]> {
  const rows = await db
    .selectFrom('elementPaths')
    .innerJoin('elements', 'elements.id', 'elementPaths.childId')
    .select(['elements.id', 'elements.polygon'])
    .where('elementPaths.parentId', '=', parentId)
    .where('elements.typeId', '=', typeId)
    .where('elements.imageId', '=', imageId)
    .orderBy('elementPaths.position')
    .orderBy('elementPaths.place')
    .execute();
  return rows.flatMap(({ id, polygon }) => (polygon === null ? [] : [{ id, polygon }]));
}

const taken = new Set<string>([...elements.takes, ...elementPaths.takes]);

/** Whether an event may change which children an element has, or where they lie. */
export function changesChildren(parentId: string, recorded: Recorded): boolean {
  if (!taken.has(recorded.type)) return false;
  const event = recorded as Recorded<ElementBatchEvent | ElementEvent>;
  if (event.type === 'ElementsCreated') return event.data.elements.some((element) => element.parentId === parentId);
  const { typeId, imageId, polygon } = event.data;
  return typeId !== undefined || imageId !== undefined || polygon !== undefined;
}
