import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keptFile } from './kept-file.ts';

/** Signing with a shorter key would make every token easy to guess. */
const shortestKey = 16;

/**
 * The server's key, from which tokens and signatures derive: made once and kept in `<data>/secret.key`.
 * @throws Error when it is damaged
 */
export function serverKey(dataFolder: string): string {
  const file = join(dataFolder, 'secret.key');
  const key = keptFile(file, () => randomBytes(32).toString('base64url')).trim();
  if (key.length >= shortestKey) return key;
  throw new Error(
    `${file} holds no key of at least ${shortestKey} characters: restore it, or remove it to have a new one made (all tokens end).`,
  );
}
