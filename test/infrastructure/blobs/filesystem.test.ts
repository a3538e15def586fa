import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { FilesystemBlobs } from '../../../infrastructure/blobs/filesystem/filesystem-blobs.ts';
import { blobsContract, signedUrlContract } from '../../contract/blobs/blobs-contract.ts';

const folders: string[] = [];
t.teardown(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function open(): Promise<FilesystemBlobs> {
  const folder = await mkdtemp(join(tmpdir(), 'colophon-blobs-'));
  folders.push(folder);
  return new FilesystemBlobs(folder, 'a secret of the test');
}

blobsContract('files', open);
signedUrlContract('files', open);
