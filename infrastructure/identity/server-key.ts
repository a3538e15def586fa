import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The server's key, from which tokens and signatures derive: made once and kept in `<data>/secret.key`, readable by its owner alone.
 * Two programs that start together agree on one, because the file appears whole or not at all. @throws Error when it is damaged
 */
export function serverKey(dataFolder: string): string {
  const file = join(dataFolder, 'secret.key');
  const known = read(file);
  if (known !== null) return known;
  mkdirSync(dataFolder, { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return read(file) ?? damaged(file);
}

const shortestKey = 16;

function read(file: string): string | null {
  try {
    const key = readFileSync(file, 'utf8').trim();
    return key.length < shortestKey ? damaged(file) : key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Signing with a short key would make every token easy to guess. */
function damaged(file: string): never {
  throw new Error(
    `${file} holds no key of at least ${shortestKey} characters: restore it, or remove it to have a new one made (all tokens end).`,
  );
}
