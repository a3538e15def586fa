import { z } from 'zod';
import { artifactKey } from '../../../application/tasks/blob-keys.ts';
import { permitFor } from '../../../application/ports/blobs.ts';
import { artifacts, type ArtifactRow } from '../../../projections/artifacts/fold.ts';
import { shown } from '../edge/shown.ts';

export const artifactSchema = z.object({
  id: z.uuid(),
  path: z.string(),
  size: z.int(),
  content_type: z.string(),
  s3_put_url: z.url().nullable().describe('Where to upload it, right after it was announced'),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
});

const shape = (row: ArtifactRow, s3_put_url: string | null): z.infer<typeof artifactSchema> => ({
  id: row.id,
  path: row.path,
  size: Number(row.size),
  content_type: row.contentType,
  s3_put_url,
  created: row.created.toISOString(),
  updated: row.updated.toISOString(),
});

export const artifactShown = shown(artifacts, { shape: (row: ArtifactRow) => shape(row, null) });

/** With the address to which exactly the announced bytes may be sent. */
export const announcedArtifactShown = shown(artifacts, {
  shape: (row: ArtifactRow, _related, { blobs, clock, asked }) => {
    const expiresAt = new Date(clock.now().getTime() + permitFor.taskUpload);
    const ref = { bucket: 'ponos-artifacts', key: artifactKey(row.taskId, row.path) } as const;
    return shape(row, blobs.signedUrl({ ...ref, method: 'PUT', size: Number(row.size), expiresAt }, asked.baseUrl));
  },
});
