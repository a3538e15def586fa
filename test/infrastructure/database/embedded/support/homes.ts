import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableByOthers } from '../../../../../infrastructure/database/embedded/reach.ts';

interface Scope {
  teardown(ended: () => void | Promise<void>): void;
}

/** A folder for one test, removed after it, in a place that the user whom PostgreSQL runs as can reach. */
export function testFolder(t: Scope): string {
  const folder = mkdtempSync(join(isReachableByOthers(tmpdir()) ? tmpdir() : '/tmp', 'colophon-embedded-'));
  chmodSync(folder, 0o755);
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The project can be run by another user only where others can reach it. */
export const projectIsReachable = isReachableByOthers(import.meta.dirname);

/** An ordinary user: ourselves, or for root somebody whom the system knows and who owns nothing. */
export const ordinaryUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
