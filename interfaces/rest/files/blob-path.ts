import { buckets, type BlobRef } from '../../../application/ports/blobs.ts';

/** `/blobs/<bucket>/<key>` → what it names, each segment decoded once; null when it names nothing. */
export function blobRefOf(path: string): BlobRef | null {
  const [, , bucket, ...segments] = path.split('/');
  const known = buckets.find((name) => name === bucket);
  try {
    const key = segments.map(decodeURIComponent).join('/');
    return known && key ? { bucket: known, key } : null;
  } catch {
    return null;
  }
}
