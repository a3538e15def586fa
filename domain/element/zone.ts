import { z } from 'zod';

/** A closed line of points [x, y] in pixels of the image; the first point is repeated at the end. */
export const closedPolygon = z.array(z.tuple([z.int(), z.int()])).max(5001);

export type Polygon = z.infer<typeof closedPolygon>;
