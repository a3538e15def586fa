import type { Kysely } from 'kysely';
import type { ElementsLook } from '../../application/ports/look/elements.ts';
import type { Tables } from '../tables.ts';
import { countMatching, matchingPage } from './matching.ts';

export const elementsLook = (db: Kysely<Tables>): ElementsLook => ({
  async element(id) {
    const row = await db
      .selectFrom('elements')
      .leftJoin('images', 'images.id', 'elements.imageId')
      .select(['elements.corpusId', 'elements.polygon', 'images.id as imageId', 'images.status', 'images.width', 'images.height'])
      .where('elements.id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const { corpusId, polygon, imageId, status, width, height } = row;
    const image = imageId !== null && status !== null && width !== null && height !== null ? { id: imageId, status, width, height } : null;
    return { id, corpusId, polygon, image };
  },
  async corporaOf(ids) {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom('elements')
      .select(['id', 'corpusId'])
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
      .execute();
    return new Map(rows.map(({ id, corpusId }) => [id, corpusId]));
  },
  async childrenOn(parentId, typeId, imageId) {
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
  },
  countMatching: (matching, upTo) => countMatching(db, matching, upTo),
  matchingPage: (matching, after, limit) => matchingPage(db, matching, after, limit),
});
