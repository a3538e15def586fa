import { BlobsAway } from '../../../../application/ports/blobs-away.ts';
import { CommandConflict } from '../../../../application/pipeline/command.ts';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { ReadSideBehind } from '../../../../application/ports/read-side.ts';
import { refusal, type RefusalCode } from '../../../../domain/kernel/refusal.ts';
import { EdgeRefusal } from './edge-refusal.ts';

/** What an error means to a client; null = a defect of ours (500). */
export function refusalOf(error: unknown): EdgeRefusal | null {
  if (error instanceof EdgeRefusal) return error;
  if (error instanceof CommandConflict) return later('conflict', 1);
  if (error instanceof ReadSideBehind) return later('unavailable', 1);
  if (error instanceof StoreUnavailable || error instanceof BlobsAway || isDatabaseAway(error)) return later('unavailable', 3);
  return null;
}

const later = (code: RefusalCode, seconds: number): EdgeRefusal =>
  new EdgeRefusal([refusal(code)], { headers: { 'Retry-After': String(seconds) } });

/** Codes of Node for a connection that is not there, and of PostgreSQL for one that ends or is not taken. */
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300']);

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  const atConnection = 'syscall' in error ? ['connect', 'read', 'write'].includes(String(error.syscall)) : !code.startsWith('E');
  return (
    (awayCodes.has(code) && atConnection) ||
    code.startsWith('08') ||
    /connection terminated|connection timeout|^timeout e/i.test(error.message)
  );
}
