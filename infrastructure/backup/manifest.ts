import { hash } from 'node:crypto';
import { z } from 'zod';

/** A backup cannot be used: damaged, of a newer program, or not one at all. Says which file. */
export class UnusableBackup extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'UnusableBackup';
  }
}

export const manifestFile = 'manifest.json';
export const logFile = 'log.jsonl';

const manifest = z.object({
  format: z.literal('colophon-backup-1'),
  made: z.iso.datetime(),
  /** Of the database, in order: a program must know them all. */
  migrations: z.array(z.string()),
  /** Digest of the server's key, which may come from the environment instead of a file. */
  serverKey: z.string(),
  log: z.object({ events: z.number().int(), streams: z.number().int(), hash: z.string() }),
  /** The objects of the storage: here under blobs/, or kept by their own means. */
  objects: z.enum(['included', 'left out']).default('included'),
  /** Every file but this one, with its SHA-256. */
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifest>;

/** The manifest itself ends with a digest of what stands before, so that it cannot be damaged unseen. */
export function manifestText(content: Manifest): string {
  const text = JSON.stringify(content, null, 1);
  return `${text}\n${hash('sha256', text)}\n`;
}

/** @throws UnusableBackup */
export function parseManifest(text: string, path: string): Manifest {
  const end = text.lastIndexOf('\n', text.length - 2);
  const body = text.slice(0, end);
  if (text.slice(end + 1) !== `${hash('sha256', body)}\n`) throw new UnusableBackup(`${path} is damaged. Use another backup.`);
  const { data, error } = manifest.safeParse(JSON.parse(body));
  if (error) throw new UnusableBackup(`${path} is no manifest that this program knows: update the program, or use another backup.`);
  return data;
}

export const keyDigest = (key: string): string => hash('sha256', `colophon backup\n${key}`);
