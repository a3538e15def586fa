import { z } from 'zod';
import { builtInServer } from '../../../domain/image-server/built-in.ts';
import { imageServers, type ImageServerRow } from '../../../projections/image-servers/fold.ts';
import { images, type ImageRow } from '../../../projections/images/fold.ts';
import { shown } from '../edge/shown.ts';
import type { Services } from '../edge/services.ts';
import { idsOf } from '../ids-of.ts';

export const zoneImageSchema = z.object({
  id: z.uuid(),
  path: z.string(),
  width: z.int(),
  height: z.int(),
  url: z.string().describe('Base of the IIIF Image API 2 of this image'),
  s3_url: z.null(),
  status: z.enum(['unchecked', 'checked', 'error']),
  server: z.object({ display_name: z.string(), url: z.string(), max_width: z.int().nullable(), max_height: z.int().nullable() }),
});

export const imageSchema = zoneImageSchema.extend({ hash: z.string().nullable() });

type Server = Omit<ImageServerRow, 'id' | 'created' | 'revision'>;

/** Servers of images, by id; our own is known before its row is visible. */
export async function serversOf(rows: readonly ImageRow[], { current }: Pick<Services, 'current'>): Promise<ReadonlyMap<string, Server>> {
  const servers = await current.byKey(imageServers, idsOf(rows.map(({ serverId }) => serverId)));
  return new Map<string, Server>([[builtInServer.serverId, builtInServer], ...servers]);
}

/** Our own server has the address through which the request came. */
const addressOf = ({ url }: Server, baseUrl: string): string => (url === '' ? `${baseUrl}/iiif/2/` : url);

/** An image as it lies in the zone of an element. */
export function zoneImageShape(row: ImageRow, server: Server | undefined, baseUrl: string): z.infer<typeof zoneImageSchema> {
  const { displayName, maxWidth, maxHeight } = server ?? builtInServer;
  const address = addressOf(server ?? builtInServer, baseUrl);
  return {
    id: row.id,
    path: row.path,
    width: row.width,
    height: row.height,
    url: address + row.path,
    s3_url: null,
    status: row.status,
    server: { display_name: displayName, url: address, max_width: maxWidth, max_height: maxHeight },
  };
}

export const imageShown = shown(images, {
  relate: serversOf,
  shape: (row: ImageRow, servers, { asked }): z.infer<typeof imageSchema> => ({
    ...zoneImageShape(row, servers.get(row.serverId), asked.baseUrl),
    hash: row.hash,
  }),
});
