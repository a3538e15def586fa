import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './file-errors.ts';
import { isAlive, isAnotherProcess } from './process-table.ts';

/** The running server of a data folder, as PostgreSQL itself records it in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty in the first moments of a start. */
  readonly socketFolder: string;
  readonly status: 'starting' | 'ready' | 'stopping' | 'standby' | '';
}

/** The server that holds the data folder, if one does. Clears the record of a dead one away where PostgreSQL itself would stumble over it. */
export function readPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  const text = read(file);
  const line = text?.split('\n') ?? [];
  const pid = Number(line[0]);
  if (text === undefined || !(pid > 0) || !isAlive(pid)) return undefined;
  if (isAnotherProcess(pid, data)) {
    // Another program may have cleared it and started a server since we read it.
    if (read(file) === text) rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(line[3]), socketFolder: line[4] ?? '', status: (line[7] ?? '').trim() as Postmaster['status'] };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
