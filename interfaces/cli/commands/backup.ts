import type { Command } from 'commander';
import { join } from 'node:path';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { backUp } from '../../../infrastructure/container/backup.ts';
import { backupJson, bytesOf } from '../../../infrastructure/container/log-tools/reports.ts';
import { unlessBrokenOff } from '../log-tools/broken-off.ts';
import { printJson, printLine } from '../output/print.ts';
import { progressOnceBegun } from '../output/progress.ts';
import { withProgram } from '../output/with-program.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly to: string;
  readonly files: boolean;
  readonly json: boolean;
}

/** `colophon backup`: everything that this installation is, in a folder; beside a running server too. */
export const backup = (cli: Command): Command =>
  cli
    .command('backup')
    .description('write log, people, keys and files of this installation into a new folder; the server may go on meanwhile')
    .requiredOption('--to <folder>', 'where to; it must not be there yet. Keep it secret: the keys in it open everything')
    .option('--no-files', 'leave out scans, logs and artifacts, where their storage is kept by its own means')
    .option('--json', 'print one JSON object {"folder", "events", "streams", "hash", "objects", "files", "bytes"}', false)
    .action(async ({ to, files: withFiles, json }: Options) => {
      const [log, files] = [progressOnceBegun('log', 'events'), progressOnceBegun('files', 'files')];
      const signal = untilSignal();
      const told = { onEvents: log.update, onFiles: files.update };
      const { manifest, place } = await unlessBrokenOff(signal, 'There is no backup.', () =>
        withProgram(async (program) => ({
          manifest: await backUp(program, to, { withoutFiles: !withFiles, signal, ...told }).finally(() => {
            log.end();
            files.end();
          }),
          place:
            program.container.get(tokens.settings).blobsUrl === undefined
              ? join(program.dataFolder, 'blobs')
              : 'the bucket of COLOPHON_BLOBS_URL',
        })),
      );
      if (!withFiles) process.stderr.write(leftOut(place));
      if (json) printJson(backupJson(to, manifest));
      else
        printLine(
          `${manifest.log.events} events of ${manifest.log.streams} streams and ${manifest.files.length} files (${bytesOf(manifest.files)} bytes) in ${to}.\n` +
            'Keep it secret: the keys in it open everything.',
        );
    });

/** After it, so that whatever an event of the backup speaks of is in the copy. */
const leftOut = (place: string): string =>
  `Scans, logs and artifacts are NOT in this backup. Copy them now, after it, from ${place}: its versions, a replica, or "rclone sync".\n` +
  'After "colophon restore" they must be where the new installation looks for them, under the same names.\n';
