import { join } from 'node:path';
import type { Blobs } from '../../application/ports/blobs.ts';
import { FilesystemBlobs } from '../blobs/filesystem/filesystem-blobs.ts';
import { parseS3Address } from '../blobs/s3/address.ts';
import { S3Blobs } from '../blobs/s3/s3-blobs.ts';
import type { Settings } from '../settings.ts';

/** Where the settings say that files are; `key` signs their URLs. */
export function openBlobs({ blobsUrl }: Pick<Settings, 'blobsUrl'>, dataFolder: string, key: string): Blobs {
  const secret = `blobs\n${key}`;
  return blobsUrl === undefined ? new FilesystemBlobs(join(dataFolder, 'blobs'), secret) : new S3Blobs(parseS3Address(blobsUrl), secret);
}
