import { createHash } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { BlobsAway } from '../../../application/ports/blobs-away.ts';
import type { S3Bucket } from './bucket.ts';
import { parsedXml } from './xml.ts';

/** More are not taken. */
const mostParts = 10_000;
const builder = new XMLBuilder();

/**
 * Puts a large object part by part: nothing is seen of it before the last step, which makes it whole, and what fails is given up as a
 * whole. Where the answer of the last step is lost, it may be whole all the same; who repeats the put replaces it with the same bytes.
 * @throws BlobsAway
 */
export async function putInParts(bucket: S3Bucket, path: readonly string[], body: Blob, partBytes: number): Promise<void> {
  const size = Math.max(partBytes, Math.ceil(body.size / mostParts));
  const begun = await bucket.ask('POST', path, { query: { uploads: '' } });
  const { UploadId: uploadId } = parsedXml(await begun!.text(), 'InitiateMultipartUploadResult');
  if (typeof uploadId !== 'string') throw new BlobsAway('does not take objects in parts.');
  try {
    const parts: { readonly PartNumber: number; readonly ETag: string }[] = [];
    for (let start = 0; start < body.size; start += size) {
      const part = body.slice(start, start + size);
      const number = parts.length + 1;
      const query = { partNumber: String(number), uploadId };
      const taken = await bucket.ask('PUT', path, { query, body: part, hash: await hashOf(part) });
      await taken!.body?.cancel();
      parts.push({ PartNumber: number, ETag: taken!.headers.get('etag') ?? '' });
    }
    await complete(bucket, path, uploadId, builder.build({ CompleteMultipartUpload: { Part: parts } }));
  } catch (error) {
    await bucket.ask('DELETE', path, { query: { uploadId } }).catch(() => undefined);
    throw error;
  }
}

/** The status comes before the work is done, so only the document tells how it ended. */
async function complete(bucket: S3Bucket, path: readonly string[], uploadId: string, list: string): Promise<void> {
  const body = new Blob([list]);
  const done = await bucket.ask('POST', path, { query: { uploadId }, body, hash: await hashOf(body) });
  const answer = await done!.text();
  if (!answer.includes('CompleteMultipartUploadResult')) throw new BlobsAway(`has not put the parts of an object together: ${answer}`);
}

async function hashOf(body: Blob): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body.stream()) hash.update(chunk);
  return hash.digest('hex');
}
