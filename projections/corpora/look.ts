import type { CorporaLook } from '../../application/ports/look/corpora.ts';
import type { CurrentRows } from '../engine/current-rows.ts';
import { corpora } from './fold.ts';

export const corporaLook = (current: CurrentRows): CorporaLook => ({
  async typeIds(corpusId, slugs) {
    const types = (await current.row(corpora, corpusId))?.types ?? [];
    return new Map(types.flatMap(({ slug, id }) => (slugs.includes(slug) ? [[slug, id] as const] : [])));
  },
});
