import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { restoredJson } from '../../../infrastructure/container/log-tools/reports.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { restore as restoreFrom, type RestoreProgress } from '../../../infrastructure/container/restore.ts';
import { quietLog } from '../log.ts';
import { unlessBrokenOff } from '../log-tools/broken-off.ts';
import { Phases } from '../log-tools/phases.ts';
import { printJson, printLine } from '../output/print.ts';
import { progressOnceBegun } from '../output/progress.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly from: string;
  readonly json: boolean;
}

/** `colophon restore`: an installation from a backup, where there is none. */
export const restore = (cli: Command): Command =>
  cli
    .command('restore')
    .description('make an installation from a backup, in an empty data folder (COLOPHON_DATA), database, event store and object storage')
    .requiredOption('--from <folder>', 'the folder that "colophon backup" made')
    .option('--json', 'print one JSON object {"events", "streams", "hash", "objects", "made"}', false)
    .action(async ({ from, json }: Options) => {
      const [phases, files] = [new Phases(0n), progressOnceBegun('files', 'files')];
      const signal = untilSignal();
      const progress: RestoreProgress = {
        signal,
        onEvents: phases.update.bind(phases),
        onFiles(done, total) {
          phases.end();
          files.update(done, total);
        },
      };
      const manifest = await unlessBrokenOff(signal, unfinished, () =>
        restoreFrom(Program.open, readSettings(process.env), from, quietLog(), progress),
      ).finally(() => {
        phases.end();
        files.end();
      });
      const { log, made, objects } = manifest;
      if (objects === 'left out') process.stderr.write(missing);
      if (json) printJson(restoredJson(manifest));
      else printLine(`${log.events} events of ${log.streams} streams are as they were at ${made}. Start the server with "npm start".`);
    });

const unfinished = 'What was made so far is no installation: restore again, into another data folder and empty engines.';

const missing =
  'Scans, logs and artifacts were not in this backup: put your copy of them into the bucket of COLOPHON_BLOBS_URL (without one: the folder\n' +
  'blobs of COLOPHON_DATA), under the same names, before you start the server.\n';
