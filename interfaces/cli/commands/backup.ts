import type { Command } from 'commander';
import { backUp } from '../../../infrastructure/container/backup.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';

interface Options {
  readonly to: string;
  readonly json: boolean;
}

/** `colophon backup`: everything that this installation is, in a folder; beside a running server too. */
export const backup = (cli: Command): Command =>
  cli
    .command('backup')
    .description('write log, people, keys and files of this installation into a new folder; the server may go on meanwhile')
    .requiredOption('--to <folder>', 'where to; it must not be there yet. Keep it secret: the keys in it open everything')
    .option('--json', 'print one JSON object {"folder", "events", "streams", "hash", "files", "bytes"}', false)
    .action(async ({ to, json }: Options) => {
      const { log, files } = await withProgram((program) => backUp(program, to));
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      if (json) printJson({ folder: to, ...log, files: files.length, bytes });
      else
        printLine(
          `${log.events} events of ${log.streams} streams and ${files.length} files (${bytes} bytes) in ${to}.\n` +
            'Keep it secret: the keys in it open everything.',
        );
    });
