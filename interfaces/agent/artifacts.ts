import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { contentType } from './content-type.ts';
import { HttpError } from './http.ts';
import { putFile } from './transfer.ts';
import type { WorkFile } from './work-files.ts';

/** Makes an artifact of each file and uploads its content. Repeats what the network lost; throws when the claim is gone or a file is refused. */
export async function uploadArtifacts(claim: Claim, files: readonly WorkFile[]): Promise<void> {
  for (const file of files) {
    await claim.persist(`upload ${file.path}`, claim.orders.remove, () => uploadArtifact(claim, file));
  }
}

async function uploadArtifact(claim: Claim, { path, bytes }: WorkFile): Promise<void> {
  const type = contentType(path);
  try {
    const url = await claim.tools.api.createArtifact(claim.task, { path, size: bytes, content_type: type });
    await putFile({ url, file: join(claim.folder.work, path), bytes, contentType: type, signal: claim.orders.remove });
  } catch (error) {
    if (!(error instanceof HttpError && error.codes.includes('artifact_exists'))) throw error;
    claim.log.warn({ path }, `The task itself has published ${path} in another form; that one stays.`);
  }
}
