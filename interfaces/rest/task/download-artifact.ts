import { z } from 'zod';
import { artifactKey } from '../../../application/tasks/blob-keys.ts';
import { permitFor } from '../../../application/ports/blobs.ts';
import { secondLook } from '../../../application/ports/look/look.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { oneArtifact } from '../../../projections/artifacts/queries.ts';
import { action } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { redirect } from '../edge/reply.ts';
import { artifactReaders } from './artifact-readers.ts';

export const downloadArtifact = action({
  id: 'DownloadArtifact',
  method: 'get',
  path: '/task/{id}/artifact/{path+}',
  tag: 'tasks',
  summary: 'Redirects to the content of an artifact.',
  who: artifactReaders,
  params: z.object({ id: uuid(), path: z.string() }),
  answer: null,
  async respond({ path, baseUrl }, { db, look, blobs, clock }) {
    const artifact = await secondLook(
      look,
      () => oneArtifact(db, path.id, path.path),
      (found) => found === undefined,
    );
    const ref = { bucket: 'ponos-artifacts', key: artifactKey(path.id, path.path) } as const;
    if (!artifact || !(await blobs.info(ref))) return refused(refusal('not_found'));
    const expiresAt = new Date(clock.now().getTime() + permitFor.read);
    return redirect(blobs.signedUrl({ ...ref, method: 'GET', size: null, expiresAt }, baseUrl));
  },
});
