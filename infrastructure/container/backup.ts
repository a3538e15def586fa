import { existsSync, createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { StreamHashes } from '../../application/log/copy/stream-hashes.ts';
import { foretold } from '../../application/log/foretold.ts';
import { BackupWriter } from '../backup/backup-folder.ts';
import { logLines } from '../backup/log-file.ts';
import { keyDigest, logFile, type Manifest } from '../backup/manifest.ts';
import { addObjects, type OnFiles } from '../backup/objects.ts';
import { keptTables, tableLines } from '../backup/tables.ts';
import { logOf } from './open-log.ts';
import type { Program } from './program.ts';
import { tokens } from './tokens.ts';

export { UnusableBackup, type Manifest } from '../backup/manifest.ts';

/** Files of the data folder that nothing else can bring back. */
export const keyFiles = ['secret.key', 'signing.key'] as const;
export const folders = ['mail'] as const;

export interface BackupOptions {
  /** Leave the objects out, which somebody keeps by the means of their storage. */
  readonly withoutFiles?: boolean;
  /** How much of the log is written, by its events; how many there are is foretold. */
  readonly onEvents?: (events: number, total: number) => void;
  readonly onFiles?: OnFiles;
  /** Ends it before it is done; nothing is left of it then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes everything that an installation is into a folder, while it may be running:
 *
 *   tables (people, rights, reactors, jobs)  ──► as of one moment
 *   the log                                  ──► up to its head at that moment: nothing that the tables know is missing
 *   keys, then blobs and mails               ──► after it: whatever an event speaks of was there before the event
 * @throws UnusableBackup when the folder is there
 */
export async function backUp({ container }: Pick<Program, 'container'>, to: string, options: BackupOptions = {}): Promise<Manifest> {
  const { withoutFiles = false, onEvents = () => undefined, onFiles = () => undefined, signal } = options;
  const dataFolder = container.get(tokens.dataFolder);
  const { store } = logOf({ container });
  const writer = await BackupWriter.begin(resolve(to), signal);
  const hashes = new StreamHashes();
  const client = await container.get(tokens.pool).connect();
  let migrations: readonly string[];
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ name: string }>('select name from ops.migrations order by name');
    migrations = rows.map(({ name }) => name);
    const head = await store.head();
    for (const table of await keptTables(client)) await writer.add(`tables/${table}.jsonl`, tableLines(client, table));
    let events = 0;
    const lines = logLines(store, head, hashes, (written, position) => onEvents(written, foretold(written, position, head)));
    await writer.add(logFile, lines);
    for (const one of hashes.all()) events += one.events;
    const serverKey = keyDigest(container.get(tokens.serverKey));
    for (const name of keyFiles)
      if (existsSync(join(dataFolder, name))) await writer.add(`keys/${name}`, createReadStream(join(dataFolder, name)));
    for (const name of folders) await writer.addFolder(name, join(dataFolder, name));
    if (!withoutFiles) await addObjects(writer, container.get(tokens.blobs), onFiles);
    const objects = withoutFiles ? 'left out' : 'included';
    const log = { events, streams: hashes.streams, hash: hashes.logHash() };
    return await writer.finish({ made: new Date().toISOString(), migrations: [...migrations], serverKey, log, objects });
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
