import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workbench } from '../workbench.ts';

/** An empty folder, deleted at the end. Others may enter it: an embedded database of root runs as another user. */
export function scratchFolder(workbench: Workbench, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `colophon-bench-${name}-`));
  chmodSync(folder, 0o755);
  workbench.onEnd(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}
