import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';

/** MD5 of a file, in hexadecimal. */
export async function md5(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Unpacks a tar archive compressed with Zstandard into `folder`, by the machine's own tar. Throws with tar's words. */
export async function unpackTarZst(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-o', '-f', '-', '-C', folder], { stdio: ['pipe', 'ignore', 'pipe'] });
  const said = text(tar.stderr);
  const [closed, fed] = await Promise.allSettled([
    once(tar, 'close'),
    pipeline(createReadStream(archive), createZstdDecompress(), tar.stdin),
  ]);
  if (closed.status === 'rejected') throw closed.reason as Error;
  // A tar that gives up breaks the pipe: its own words say more than that.
  if (closed.value[0] !== 0) throw new Error(`tar ended with ${closed.value[0]}: ${(await said).trim()}`);
  if (fed.status === 'rejected' && !left(fed.reason)) throw fed.reason as Error;
}

/** Whether tar had enough: it may be gone with all it needed, at the archive's end, before its pipe is closed on our side. */
const left = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '');
