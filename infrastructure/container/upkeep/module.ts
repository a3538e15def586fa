import { ContainerModule, type Container } from 'inversify';
import { Upkeep } from '../../../application/upkeep/upkeep.ts';
import type { UpkeepWorks } from '../../../application/upkeep/work.ts';
import { PostgresUpkeepRuns } from '../../database/postgres-upkeep-runs.ts';
import { tokens } from '../tokens.ts';
import { backupFolder, backupsIn, isThere, pathOf, restoredFolder } from './backup-place.ts';
import { backupWork, restoreWork } from './backup-works.ts';
import { copyWork, verifyWork } from './log-works.ts';

/** Long works on the installation that this container holds. */
export const upkeepModule = (container: Container): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.upkeep).toResolvedValue(
      (pool, leases, clock, log) => new Upkeep({ runs: new PostgresUpkeepRuns(pool), leases, clock, log }),
      [tokens.pool, tokens.leases, tokens.clock, tokens.log],
    );
    bind(tokens.upkeepWorks).toResolvedValue(
      (settings, dataFolder) => worksIn(container, backupFolder(settings, dataFolder), dataFolder),
      [tokens.settings, tokens.dataFolder],
    );
  });

const worksIn = (container: Container, folder: string, dataFolder: string): UpkeepWorks => ({
  copyLog: (to) => copyWork({ container }, to),
  verifyLog: (to) => verifyWork({ container }, to),
  createBackup: async (name, options) => backupWork({ container }, pathOf(folder, 'name', name), options),
  async restoreBackup(name, into) {
    const from = pathOf(folder, 'name', name);
    const data = pathOf(restoredFolder(dataFolder), 'data', into.data);
    return (await isThere(from)) ? restoreWork({ container }, from, data, into) : null;
  },
  backups: () => backupsIn(folder),
});
