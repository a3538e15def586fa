import type { Polygon, Zone } from './shapes.ts';

/** A rectangle in pixels, its right and bottom edge excluded. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export function boundingBox(polygon: Polygon): Box {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

export function enclosing(boxes: readonly Box[]): Box {
  return boundingBox(
    boxes.flatMap((box): Polygon => [
      [box.left, box.top],
      [box.right, box.bottom],
    ]),
  );
}

/** Whether an element covers its whole image. */
export function isWholeImage({ polygon, image }: Zone): boolean {
  const box = boundingBox(polygon);
  return box.left <= 0 && box.top <= 0 && box.right >= image.width && box.bottom >= image.height;
}

/**
 * A box found in a picture of the zone, as a closed polygon on the zone's image: moved by the zone's corner, scaled when the picture came
 * smaller than the zone is, in whole pixels, at least one pixel wide and high, and within the image.
 */
export function onImage(box: Box, zone: Zone, picture: { readonly width: number; readonly height: number }): Polygon {
  const frame = isWholeImage(zone) ? { left: 0, top: 0, right: zone.image.width, bottom: zone.image.height } : boundingBox(zone.polygon);
  const across = (x: number): number => frame.left + (x * (frame.right - frame.left)) / picture.width;
  const down = (y: number): number => frame.top + (y * (frame.bottom - frame.top)) / picture.height;
  const left = within(Math.round(across(box.left)), zone.image.width - 1);
  const top = within(Math.round(down(box.top)), zone.image.height - 1);
  const right = Math.max(left + 1, within(Math.round(across(box.right)), zone.image.width));
  const bottom = Math.max(top + 1, within(Math.round(down(box.bottom)), zone.image.height));
  return [
    [left, top],
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
}

const within = (value: number, largest: number): number => Math.max(0, Math.min(largest, value));
