import type { BlobRef } from '../../application/ports/blobs.ts';

/** A key that leaves its bucket, or that no file name can hold, is a defect of the caller. */
export class BadBlobKey extends Error {
  constructor(ref: BlobRef) {
    super(`"${ref.key}" is no key for an object in ${ref.bucket}: use a relative path without empty, "." or ".." parts.`);
    this.name = 'BadBlobKey';
  }
}

const isSafe = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && !segment.includes('\0') && !segment.includes('\\');

/** It can name an object of ours. */
export const isKey = (key: string): boolean => key.split('/').every(isSafe);

/** The bucket and the parts of the key, in order. @throws BadBlobKey */
export function segmentsOf(ref: BlobRef): readonly string[] {
  if (!isKey(ref.key)) throw new BadBlobKey(ref);
  return [ref.bucket, ...ref.key.split('/')];
}
