import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import { copyLog, type CopyOptions } from '../../application/log/copy/copy-log.ts';
import { stretchOf } from '../../application/log/copy/stretch.ts';
import { beginning, type Position } from '../../application/ports/event-store.ts';
import { checkedBackup, placeFile } from '../backup/backup-folder.ts';
import { LogFile } from '../backup/log-file.ts';
import { keyDigest, logFile, UnusableBackup, type Manifest } from '../backup/manifest.ts';
import { NotEmpty } from '../backup/not-empty.ts';
import { assertNoObjects, placeObjects, type OnFiles } from '../backup/objects.ts';
import { fillTable } from '../backup/tables.ts';
import { heldPositions, placePositions } from '../database/known-log/held-positions.ts';
import { migrations } from '../database/migrations/index.ts';
import { transaction } from '../../projections/engine/transaction.ts';
import type { Settings } from '../settings.ts';
import { folders } from './backup.ts';
import { openBlobs } from './open-blobs.ts';
import { logOf, type OpenedLog } from './open-log.ts';
import type { Program } from './program.ts';
import { tokens } from './tokens.ts';

type OnProgress = (phase: string, done: number, position: Position, total: number) => void;

export interface RestoreProgress {
  readonly onEvents: OnProgress;
  readonly onFiles: OnFiles;
  /** Ends it before it is done; what it made so far is no installation. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes an installation from a backup, in the data folder, database, event store and object storage of the settings, all of them empty. Nothing is done
 * before every file of the backup is found to be as it was written.
 *
 *   keys ──► log, verified event by event ──► tables, positions in the words of the new log ──► mails, objects ──► read models
 * @param open `Program.open`
 * @throws UnusableBackup, NotEmpty, BlobsAway, and what `Program.open` and `copyLog` throw
 */
export async function restore(
  open: typeof Program.open,
  settings: Settings,
  from: string,
  log: Parameters<typeof Program.open>[1],
  { onEvents, onFiles, signal }: RestoreProgress,
): Promise<Manifest> {
  const folder = resolve(from);
  const manifest = await checkedBackup(folder, signal);
  const unknown = manifest.migrations.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new UnusableBackup(`${folder} was made by a newer version of Colophon (${unknown.join(', ')}): update the program.`);
  const data = resolve(settings.data);
  if (entriesOf(data).length > 0) throw new NotEmpty(data, 'Name a new folder with COLOPHON_DATA.');
  if (manifest.objects === 'included') await assertNoObjects(openBlobs(settings, data, 'nothing is signed'));
  await placeAll(manifest, folder, 'keys', data);
  const program = await open(settings, log);
  try {
    const { container } = program;
    if (keyDigest(container.get(tokens.serverKey)) !== manifest.serverKey)
      throw new UnusableBackup('COLOPHON_SECRET_KEY is not the one of the installation backed up: without that no token would open.');
    await assertEmpty(container.get(tokens.pool));
    const target = logOf(program);
    await assertNoEvents(target);
    const checkpoints = await restoreTables(container.get(tokens.pool), manifest, folder);
    const source = new LogFile(join(folder, logFile));
    const options: CopyOptions = {
      from: source,
      to: target.store,
      into: target.into,
      checkpoints: async () => checkpoints,
      signal,
      onProgress: (phase, events, position) => onEvents(phase, events, position, manifest.log.events),
    };
    const copied = await copyLog(options).finally(() => Promise.all([source.close(), target.close()]));
    if (copied.hashes.logHash() !== manifest.log.hash) throw new UnusableBackup(`${join(folder, logFile)} is not what was backed up.`);
    await transaction(container.get(tokens.pool), (client) =>
      placePositions(client, new Map(copied.checkpoints.map(({ name, to }) => [name, to]))),
    );
    for (const name of folders) await placeAll(manifest, folder, name, join(data, name));
    await placeObjects(manifest, folder, container.get(tokens.blobs), untilAborted(onFiles, signal));
    await makeReadModels(program, untilAborted(onEvents, signal));
    return manifest;
  } finally {
    await program.close();
  }
}

/** The positions are still those of the log that was backed up. */
async function restoreTables(pool: Pool, { files }: Manifest, folder: string): Promise<ReadonlyMap<string, Position>> {
  return transaction(pool, async (client) => {
    for (const { name } of files) {
      const table = /^tables\/(.*)\.jsonl$/.exec(name)?.[1];
      if (!table) continue;
      const text = await readFile(join(folder, name), 'utf8');
      await fillTable(client, table, text === '' ? [] : text.trimEnd().split('\n'));
    }
    return heldPositions(client);
  });
}

async function placeAll({ files }: Manifest, folder: string, part: string, to: string): Promise<void> {
  for (const { name } of files) if (name.startsWith(`${part}/`)) await placeFile(join(folder, name), join(to, name.slice(part.length + 1)));
}

async function assertEmpty(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ used: boolean }>(
    'select exists (select from log.events) or exists (select from identity.users) or exists (select from ops.checkpoints) as used',
  );
  if (rows[0]?.used) throw new NotEmpty('The database', 'Name an empty one with COLOPHON_DATABASE_URL.');
}

/** One that holds the same events would be taken for a copy to go on with, and two installations write to it. */
async function assertNoEvents({ store }: OpenedLog): Promise<void> {
  for await (const { events } of stretchOf(store, { after: beginning, until: null }))
    if (events.length > 0) throw new NotEmpty('The event store', 'Name an empty one with COLOPHON_EVENT_STORE_URL.');
}

const untilAborted =
  <Told extends readonly unknown[]>(tell: (...told: Told) => void, signal: AbortSignal | undefined) =>
  (...told: Told): void => {
    signal?.throwIfAborted();
    tell(...told);
  };

/** As a server does at its start, until they show the whole log. */
async function makeReadModels({ container }: Program, onProgress: OnProgress): Promise<void> {
  const [projector, readSide, store] = [container.get(tokens.projector), container.get(tokens.readSide), container.get(tokens.store)];
  const head = await store.head();
  await projector.start();
  try {
    while (!(await readSide.waitFor(head, 500))) onProgress('read models', Number(readSide.applied()), readSide.applied(), Number(head));
  } finally {
    await projector.stop();
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
