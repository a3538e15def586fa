import type { Kysely } from 'kysely';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { ElementsLook } from '../../application/ports/look/elements.ts';
import type { ReadSide } from '../../application/ports/read-side.ts';
import type { CurrentRows } from '../engine/current-rows.ts';
import { unshown } from '../engine/unshown.ts';
import { images } from '../images/fold.ts';
import type { Tables } from '../tables.ts';
import { changesChildren, childrenOn } from './children-on.ts';
import { elements } from './fold.ts';
import { countMatching, matchingPage } from './matching.ts';

interface ElementsLookDeps {
  readonly db: Kysely<Tables>;
  readonly current: CurrentRows;
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
  readonly readSide: Pick<ReadSide, 'applied' | 'caughtUp'>;
}

export const elementsLook = ({ db, current, store, readSide }: ElementsLookDeps): ElementsLook => ({
  async element(id) {
    const row = await current.row(elements, id);
    if (!row) return null;
    const image = row.imageId === null ? null : await current.row(images, row.imageId);
    const { corpusId, polygon } = row;
    return { id, corpusId, polygon, image: image && { id: image.id, status: image.status, width: image.width, height: image.height } };
  },
  async corporaOf(ids) {
    const rows = await current.rows(elements, ids);
    return new Map(rows.flatMap((row) => (row ? [[row.id, row.corpusId] as const] : [])));
  },
  async childrenOn(parentId, typeId, imageId) {
    const [children, later] = await Promise.all([childrenOn(db, parentId, typeId, imageId), unshown(readSide, store)]);
    if (later && !later.some((recorded) => changesChildren(parentId, recorded))) return children;
    await readSide.caughtUp();
    return childrenOn(db, parentId, typeId, imageId);
  },
  countMatching: (matching, upTo) => countMatching(db, matching, upTo),
  matchingPage: (matching, after, limit) => matchingPage(db, matching, after, limit),
});
