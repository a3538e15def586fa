import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { restore as restoreFrom } from '../../../infrastructure/container/restore.ts';
import { quietLog } from '../log.ts';
import { Phases } from '../log-tools/phases.ts';
import { printJson, printLine } from '../output/print.ts';

interface Options {
  readonly from: string;
  readonly json: boolean;
}

/** `colophon restore`: an installation from a backup, where there is none. */
export const restore = (cli: Command): Command =>
  cli
    .command('restore')
    .description('make an installation from a backup, in an empty data folder (COLOPHON_DATA), database and event store')
    .requiredOption('--from <folder>', 'the folder that "colophon backup" made')
    .option('--json', 'print one JSON object {"events", "streams", "hash", "made"}', false)
    .action(async ({ from, json }: Options) => {
      const phases = new Phases(0n);
      const { log, made } = await restoreFrom(readSettings(process.env), from, quietLog(), phases.update.bind(phases)).finally(() =>
        phases.end(),
      );
      if (json) printJson({ ...log, made });
      else printLine(`${log.events} events of ${log.streams} streams are as they were at ${made}. Start the server with "npm start".`);
    });
