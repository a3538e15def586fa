import type { ImagesLook } from '../../application/ports/look/images.ts';
import type { CurrentRows } from '../engine/current-rows.ts';
import { images } from './fold.ts';

export const imagesLook = (current: CurrentRows): ImagesLook => ({
  async image(id) {
    const row = await current.row(images, id);
    return row && { id, status: row.status, width: row.width, height: row.height };
  },
});
