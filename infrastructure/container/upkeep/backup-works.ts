import { basename, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { UnusableRequest, type RestoreInto, type UpkeepWork } from '../../../application/upkeep/work.ts';
import { withoutCredentials } from '../../config-shown.ts';
import type { Settings } from '../../settings.ts';
import { backUp } from '../backup.ts';
import { backupJson, restoredJson } from '../log-tools/reports.ts';
import type { Program } from '../program.ts';
import { restore } from '../restore.ts';
import { tokens } from '../tokens.ts';
import { isThere } from './backup-place.ts';
import { sentenceOf } from './sentence.ts';

type Installed = Pick<Program, 'container'>;

/** What `colophon backup --to` does. @throws UnusableRequest when there is something in its place */
export async function backupWork(installed: Installed, to: string, { files }: { readonly files: boolean }): Promise<UpkeepWork> {
  if ((await isThere(to)) || (await isThere(`${to}.partial`)))
    throw new UnusableRequest('name', 'There is a backup of this name, or what is left of one that was broken off: give another name.');
  return {
    kind: 'backup',
    asked: { name: basename(to), files },
    async carryOut({ signal, onProgress }) {
      await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
      const manifest = await backUp(installed, to, {
        withoutFiles: !files,
        signal,
        onEvents: (events, total) => onProgress('log', events, total),
        onFiles: (done, total) => onProgress('files', done, total),
      });
      return backupJson(to, manifest);
    },
    sentence: (error) => sentenceOf(error, []),
  };
}

/** What `colophon restore --from` does, with the settings of an installation that is not there yet. @throws UnusableRequest */
export async function restoreWork(
  { container, open }: Installed & { readonly open: typeof Program.open },
  from: string,
  data: string,
  into: RestoreInto,
): Promise<UpkeepWork> {
  const own = container.get(tokens.settings);
  assertElsewhere(own, into);
  if (await isThere(data)) throw new UnusableRequest('data', 'There is a data folder of this name: give another.');
  const { databaseUrl, eventStoreUrl, blobsUrl } = into;
  const settings: Settings = { ...own, data, databaseUrl, eventStoreUrl, blobsUrl, queueUrl: undefined };
  const addresses = [databaseUrl, eventStoreUrl, blobsUrl].filter((address) => address !== undefined);
  const shown = (address: string | undefined): string | null => (address === undefined ? null : withoutCredentials(address));
  return {
    kind: 'restore',
    asked: {
      name: basename(from),
      data: into.data,
      database_url: shown(databaseUrl),
      event_store_url: shown(eventStoreUrl),
      blobs_url: shown(blobsUrl),
    },
    async carryOut({ signal, onProgress }) {
      await mkdir(data, { recursive: true }); // as open as data folders are: whoever PostgreSQL runs as must get into it
      const manifest = await restore(open, settings, from, container.get(tokens.log), {
        signal,
        onEvents: (phase, done, _, total) => onProgress(phase, done, total),
        onFiles: (done, total) => onProgress('files', done, total),
      });
      return { ...restoredJson(manifest), data };
    },
    sentence: (error) => sentenceOf(error, addresses),
  };
}

/** Never over the installation that runs; what else is there is found when it is looked at. */
function assertElsewhere(own: Settings, { databaseUrl, eventStoreUrl, blobsUrl }: RestoreInto): void {
  const places = [
    ['database_url', databaseUrl, own.databaseUrl],
    ['event_store_url', eventStoreUrl, own.eventStoreUrl],
    ['blobs_url', blobsUrl, own.blobsUrl],
  ] as const;
  for (const [field, wanted, present] of places)
    if (wanted !== undefined && present !== undefined && placeOf(wanted) === placeOf(present))
      throw new UnusableRequest(field, 'This is where this installation keeps its own: name another, an empty one.');
}

/** Hosts and path of an address, without who asks and how. */
const placeOf = (address: string): string =>
  address
    .replace(/^([a-z0-9+]+:\/\/)(?:[^@/?#]*@)?([^?#]*).*$/i, '$1$2')
    .replace(/\/+$/, '')
    .toLowerCase();
