import { z } from 'zod';
import type { ElementRow } from '../../../projections/elements/fold.ts';
import { imagesById } from '../../../projections/images/queries.ts';
import { mapper } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { serversOf, zoneImageShape } from '../image/shapes.ts';

/** An element as those list it who work on it. The keys about its image are null unless asked for. */
export const processElementSchema = z.object({
  id: z.uuid(),
  type_id: z.uuid(),
  name: z.string(),
  confidence: z.number().nullable(),
  image_id: z.uuid().nullable(),
  image_width: z.int().nullable(),
  image_height: z.int().nullable(),
  image_url: z.string().nullable(),
  polygon: z.array(z.array(z.number())).nullable(),
  rotation_angle: z.int(),
  mirrored: z.boolean(),
});

export const processElements = (withImage: boolean) =>
  mapper({
    async relate(rows: readonly ElementRow[], { db, current }) {
      const images = await imagesById(db, withImage ? idsOf(rows.map((row) => row.imageId)) : []);
      return { images, servers: await serversOf([...images.values()], { current }) };
    },
    shape(row: ElementRow, { images, servers }, { asked }): z.infer<typeof processElementSchema> {
      const found = images.get(row.imageId ?? '');
      const image = found && zoneImageShape(found, servers.get(found.serverId), asked.baseUrl);
      return {
        id: row.id,
        type_id: row.typeId,
        name: row.name,
        confidence: row.confidence,
        image_id: image?.id ?? null,
        image_width: image?.width ?? null,
        image_height: image?.height ?? null,
        image_url: image?.url ?? null,
        polygon: image ? (row.polygon?.map((point) => [...point]) ?? null) : null,
        rotation_angle: row.rotationAngle,
        mirrored: row.mirrored,
      };
    },
  });
