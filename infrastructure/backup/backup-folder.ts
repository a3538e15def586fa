import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { manifestFile, manifestText, parseManifest, UnusableBackup, type Manifest } from './manifest.ts';

type Entry = Manifest['files'][number];

/** A backup being written: a folder that nobody else may read, under another name until it is whole. */
export class BackupWriter {
  readonly #folder: string;
  readonly #partial: string;
  readonly #signal: AbortSignal | undefined;
  readonly #files: Entry[] = [];

  private constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
    this.#partial = `${folder}.partial`;
  }

  /** @throws UnusableBackup when something is there already */
  static async begin(folder: string, signal?: AbortSignal): Promise<BackupWriter> {
    for (const path of [folder, `${folder}.partial`])
      if ((await stat(path).catch(() => null)) !== null)
        throw new UnusableBackup(`${path} is there already: name another folder, or remove it.`);
    const writer = new BackupWriter(folder, signal);
    await mkdir(writer.#partial, { recursive: true, mode: 0o700 });
    return writer;
  }

  async add(name: string, content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
    this.#signal?.throwIfAborted();
    const path = join(this.#partial, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const digest = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(part: Buffer, _encoding, done) {
        digest.update(part);
        bytes += part.length;
        done(null, part);
      },
    });
    const file = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(Readable.from(content, { objectMode: true }), measured, file, { signal: this.#signal });
    this.#files.push({ name, bytes, sha256: digest.digest('hex') });
  }

  /** Every file below a folder, if there is one. */
  async addFolder(name: string, from: string): Promise<void> {
    for (const path of await filesBelow(from)) await this.add(`${name}/${relative(from, path)}`, createReadStream(path));
  }

  /** What was written is no backup. */
  discard(): Promise<void> {
    return rm(this.#partial, { recursive: true, force: true });
  }

  async finish(rest: Omit<Manifest, 'format' | 'files'>): Promise<Manifest> {
    const manifest: Manifest = { format: 'colophon-backup-1', ...rest, files: this.#files };
    await writeFile(join(this.#partial, manifestFile), manifestText(manifest), { mode: 0o600, flush: true });
    await rename(this.#partial, this.#folder);
    const parent = await open(dirname(this.#folder), 'r');
    await parent.sync().finally(() => parent.close());
    return manifest;
  }
}

/** What a backup says that it holds. @throws UnusableBackup */
export async function manifestIn(folder: string): Promise<Manifest> {
  const path = join(folder, manifestFile);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UnusableBackup(`${folder} is no backup: there is no ${manifestFile} in it. Name the folder that "colophon backup" made.`);
  });
  return parseManifest(text, path);
}

/** The manifest of a backup of which every file is as it was written. @throws UnusableBackup naming the file that is not */
export async function checkedBackup(folder: string, signal?: AbortSignal): Promise<Manifest> {
  const manifest = await manifestIn(folder);
  for (const { name, bytes, sha256 } of manifest.files) {
    signal?.throwIfAborted();
    const found = await digestOf(join(folder, name));
    if (found === null) throw new UnusableBackup(`${join(folder, name)} is missing. Use another backup.`);
    if (found.bytes !== bytes || found.sha256 !== sha256) throw new UnusableBackup(`${join(folder, name)} is damaged. Use another backup.`);
  }
  return manifest;
}

/** Copies a file of a backup to where it belongs, for its owner alone. */
export async function placeFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(createReadStream(from), createWriteStream(to, { mode: 0o600, flush: true }));
  await chmod(to, 0o600);
}

async function digestOf(path: string): Promise<Omit<Entry, 'name'> | null> {
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      digest.update(part);
      bytes += part.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { bytes, sha256: digest.digest('hex') };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
