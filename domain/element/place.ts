import { refusal, type Refusal } from '../kernel/refusal.ts';
import { liesInside, wholeImage, type ImageSize, type Polygon } from './zone.ts';

/** An image as the rules of elements see it; its size is 0 × 0 while an upload has not been checked. */
export interface KnownImage extends ImageSize {
  readonly id: string;
  readonly status: 'unchecked' | 'checked' | 'error';
}

export interface Zone {
  readonly imageId: string | null;
  readonly polygon: Polygon | null;
}

export type Placed = { readonly zone: Zone } | { readonly refusal: Refusal };

const wrong = (field: string, message: string): Placed => ({ refusal: refusal('validation_failed', { field, params: { message } }) });

/**
 * Where an element lies: no polygon = the whole image; neither = no zone.
 * @param image the image named or inherited; undefined when one was named that is not known
 * @param at prefix of the request's fields, e.g. `elements.3.`
 */
export function place(polygon: Polygon | null, image: KnownImage | null | undefined, at = ''): Placed {
  if (image === undefined) return wrong(`${at}image`, 'This image does not exist.');
  if (image === null) {
    return polygon
      ? wrong(`${at}polygon`, 'A polygon needs an image: neither this element nor its parent has one.')
      : { zone: { imageId: null, polygon: null } };
  }
  if (image.status === 'error') return wrong(`${at}image`, 'This image could not be read when it was checked.');
  if (image.width === 0 || image.height === 0)
    return wrong(`${at}image`, 'The size of this image is not known before it has been checked.');
  const outline = polygon ?? wholeImage(image);
  if (!liesInside(outline, image)) return wrong(`${at}polygon`, `The polygon leaves the image of ${image.width} × ${image.height} pixels.`);
  return { zone: { imageId: image.id, polygon: outline } };
}
