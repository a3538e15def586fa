import type { Comparison } from '../../../application/log/copy/compare-logs.ts';
import type { StreamHashes } from '../../../application/log/copy/stream-hashes.ts';
import type { Finding, Verified } from '../../../application/log/verify/verify-log.ts';
import type { Manifest } from '../../backup/manifest.ts';
import type { CopiedLog } from '../copy-installed-log.ts';
import { differenceJson } from './difference.ts';

/** What work on a whole log came to, for programs: the same by the command line and over REST. */
export interface LogSummary {
  readonly events: number;
  readonly streams: number;
  readonly hash: string;
}

export const summary = ({ events, hashes }: { readonly events: number; readonly hashes: StreamHashes }): LogSummary => ({
  events,
  streams: hashes.streams,
  hash: hashes.logHash(),
});

export const copiedJson = ({ found, copied, hashes, checkpoints, stillServed }: CopiedLog): object => ({
  events: found + copied,
  found,
  copied,
  streams: hashes.streams,
  hash: hashes.logHash(),
  checkpoints,
  still_served: stillServed,
});

export const verifiedJson = ({ found, findings }: Verified): object => ({ found, findings: findings.map(findingJson) });

export const comparedJson = ({ difference }: Comparison): object => ({ difference: difference && differenceJson(difference) });

const findingJson = ({ number, event: { id, type, stream, revision, position }, problem }: Finding): object => ({
  number,
  id,
  type,
  stream,
  revision,
  position,
  problem,
});

export const backupJson = (folder: string, { log, objects, files }: Manifest): object => ({
  folder,
  ...log,
  objects,
  files: files.length,
  bytes: bytesOf(files),
});

export const bytesOf = (files: Manifest['files']): number => files.reduce((sum, file) => sum + file.bytes, 0);

export const restoredJson = ({ log, objects, made }: Manifest): object => ({ ...log, objects, made });
