import type { TextRow } from './exchange.ts';
import { inserting } from './inserting.ts';
import type { PendingAppend } from './pending-append.ts';
import { takeLock } from './statements.ts';
import { turnsOf } from './turns.ts';
import type { WriterConnection } from './writer-connection.ts';

/** Positions of an append's events, or null where the stream was not as expected. */
export type Written = readonly bigint[] | null;

const lock = { name: 'log-take-lock', text: takeLock, values: [] };

/** One transaction for all of them, nearly always in one statement. @throws StoreUnavailable */
export async function write(writer: WriterConnection, batch: readonly PendingAppend[]): Promise<readonly Written[]> {
  const turns = turnsOf(batch);
  if (turns.length > 1) return writeInTurns(writer, batch, turns);
  try {
    const [rows = []] = await writer.run([inserting(batch)]);
    return writtenOf(batch, rows);
  } catch (error) {
    if (!isLostRace(error)) throw error;
    return writeInTurns(writer, batch, turns);
  }
}

async function writeInTurns(
  writer: WriterConnection,
  batch: readonly PendingAppend[],
  turns: readonly (readonly PendingAppend[])[],
): Promise<readonly Written[]> {
  const [, ...results] = await writer.run([lock, ...turns.map(inserting)]);
  const written = new Map(turns.flatMap((turn, index) => writtenOf(turn, results[index] ?? []).map((each, n) => [turn[n], each] as const)));
  return batch.map((append) => written.get(append) ?? null);
}

/**
 * @param appends to different streams, as they were written
 * @param rows stream and position of each event written
 */
function writtenOf(appends: readonly PendingAppend[], rows: readonly TextRow[]): readonly Written[] {
  const positions = Map.groupBy(rows, ([stream]) => stream);
  return appends.map(({ stream }) => positions.get(stream)?.map(([, position]) => BigInt(position ?? 0)) ?? null);
}

/** Another program has appended to one of the streams while the statement waited for the lock: see statements.ts. */
const isLostRace = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
