import { z } from 'zod';

/** A closed line of points [x, y] in pixels of the image; the first point is repeated at the end. */
export const closedPolygon = z.array(z.tuple([z.int(), z.int()])).max(5001);

export type Polygon = z.infer<typeof closedPolygon>;

/** A polygon as a request gives it: open or closed, at least three points, at most 5,000; fractions are rounded. It comes out closed. */
export const givenPolygon = z
  .array(z.tuple([z.number(), z.number()]), 'A polygon is a list of points [x, y].')
  .transform((points) => closed(points.map(([x, y]) => [Math.round(x), Math.round(y)])))
  .refine((points) => points.length >= 4, 'A polygon has at least three points.')
  .refine((points) => points.length <= 5001, 'A polygon has at most 5000 points.');

/** The polygon with its first point at its end, once. */
function closed(points: Polygon): Polygon {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return points;
  return first[0] === last[0] && first[1] === last[1] && points.length > 1 ? points : [...points, first];
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The polygon of an element that covers its whole image. */
export const wholeImage = ({ width, height }: ImageSize): Polygon => [
  [0, 0],
  [0, height],
  [width, height],
  [width, 0],
  [0, 0],
];

export const liesInside = (polygon: Polygon, { width, height }: ImageSize): boolean =>
  polygon.every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height);

/** Equal polygons have equal keys (compared closed, as integers, from the same first point in the same direction). */
export const polygonKey = (polygon: Polygon): string => polygon.flat().join(',');
