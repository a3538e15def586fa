import { ContainerModule, type Container } from 'inversify';
import { Upkeep } from '../../../application/upkeep/upkeep.ts';
import type { UpkeepWorks } from '../../../application/upkeep/work.ts';
import { PostgresUpkeepRuns } from '../../database/postgres-upkeep-runs.ts';
import type { Program } from '../program.ts';
import { tokens } from '../tokens.ts';
import { backupFolder, backupsIn, isThere, pathOf, restoredFolder } from './backup-place.ts';
import { backupWork, restoreWork } from './backup-works.ts';
import { copyWork, verifyWork } from './log-works.ts';

/** Long works on the installation that this container holds; `open` opens another one. */
export const upkeepModule = (container: Container, open: typeof Program.open): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.upkeep).toResolvedValue(
      (pool, leases, clock, log) => new Upkeep({ runs: new PostgresUpkeepRuns(pool), leases, clock, log }),
      [tokens.pool, tokens.leases, tokens.clock, tokens.log],
    );
    bind(tokens.upkeepWorks).toResolvedValue(
      (settings, dataFolder) => worksIn({ container, open }, backupFolder(settings, dataFolder), dataFolder),
      [tokens.settings, tokens.dataFolder],
    );
  });

interface Installed {
  readonly container: Container;
  readonly open: typeof Program.open;
}

const worksIn = (installed: Installed, folder: string, dataFolder: string): UpkeepWorks => ({
  copyLog: (to) => copyWork(installed, to),
  verifyLog: (to) => verifyWork(installed, to),
  createBackup: async (name, options) => backupWork(installed, pathOf(folder, 'name', name), options),
  async restoreBackup(name, into) {
    const from = pathOf(folder, 'name', name);
    const data = pathOf(restoredFolder(dataFolder), 'data', into.data);
    return (await isThere(from)) ? restoreWork(installed, from, data, into) : null;
  },
  backups: () => backupsIn(folder),
});
