import { z } from 'zod';
import type { Polygon } from '../../../domain/element/zone.ts';
import type { ElementRow } from '../../../projections/elements/fold.ts';
import { zoneImageSchema, zoneImageShape } from '../image/shapes.ts';
import type { Related } from './related.ts';

export const zoneSchema = z.object({
  id: z.uuid(),
  polygon: z.array(z.array(z.int())),
  url: z.string().describe('The bounding box of the polygon, as JPEG'),
  image: zoneImageSchema,
});

/** Where an element lies; null without an image. Workers resize by replacing the third part of the address from its end. */
export function zoneOf(row: ElementRow, { images, servers }: Related, baseUrl: string): z.infer<typeof zoneSchema> | null {
  const image = images.get(row.imageId ?? '');
  if (!image || row.polygon === null) return null;
  const shown = zoneImageShape(image, servers.get(image.serverId), baseUrl);
  return { id: row.id, polygon: row.polygon, url: `${shown.url}/${boundingBox(row.polygon)}/full/0/default.jpg`, image: shown };
}

/** `x,y,width,height` */
function boundingBox(polygon: Polygon): string {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top].join(',');
}
