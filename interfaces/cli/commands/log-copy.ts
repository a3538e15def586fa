import type { Command } from 'commander';
import { CopyDiffers, NoBeginning } from '../../../application/log/copy/copy-log.ts';
import {
  copyInstalledLog,
  CopyInUse,
  ForeignPositions,
  SameLog,
  type CopiedLog,
} from '../../../infrastructure/container/copy-installed-log.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { unlessBrokenOff } from '../log-tools/broken-off.ts';
import { differenceText } from '../log-tools/difference.ts';
import { Phases } from '../log-tools/phases.ts';
import { withLog } from '../log-tools/with-log.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';
import { Problem } from '../problem.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly from?: string;
  readonly to: string;
  readonly json: boolean;
}

/** `colophon log copy`: the whole log into another event store, so that the installation can go on there. */
export const copyLog = (log: Command): Command =>
  log
    .command('copy')
    .description('copy the log into another event store and verify it; the same command goes on with a copy that was broken off')
    .requiredOption('--to <url>', 'where to: postgres://… or esdb://…, empty or holding a beginning of the log')
    .option('--from <url>', 'which log: postgres://… or esdb://… (default: that of this installation)')
    .option('--json', 'print one JSON object {"events", "found", "copied", "streams", "hash", "checkpoints", "still_served"}', false)
    .action(async ({ from, to, json }: Options) => {
      const ending = untilSignal();
      await unlessBrokenOff(ending, 'The same command goes on where it was.', async () => {
        const copied = await copy(from, to, ending);
        if (json) printJson(asJson(copied));
        else printLine(asText(copied));
      });
    });

/** The reactors whose positions go along work on the database that the log lies in, else on that of this installation. */
const copy = (from: string | undefined, to: string, signal: AbortSignal): Promise<CopiedLog> =>
  withLog('--from', from, (source, program) =>
    withLog('--to', to, async (target) => {
      const phases = new Phases(await source.store.head());
      const options = { signal, onProgress: phases.update.bind(phases) };
      try {
        const home = source.pool ?? program?.container.get(tokens.pool);
        if (home) return await copyInstalledLog({ from: source, to: target, home }, options);
        return await withProgram(({ container }) =>
          copyInstalledLog({ from: source, to: target, home: container.get(tokens.pool) }, options),
        );
      } catch (error) {
        throw problemOf(error) ?? error;
      } finally {
        phases.end();
      }
    }),
  );

function problemOf(error: unknown): Problem | null {
  if (error instanceof SameLog) return new Problem('--to: this is the log that is to be copied. Name another event store.');
  if (error instanceof ForeignPositions)
    return new Problem(
      '--from: the reactors of this installation are at places of another log, so their positions cannot go along. Name the database ' +
        'that belongs to the log with COLOPHON_DATABASE_URL, or an empty one to copy the events alone.',
    );
  if (error instanceof CopyInUse) return new Problem('--to: a server works on this database. Stop it first, or name an empty one.');
  if (error instanceof NoBeginning)
    return new Problem(
      `--to: this log is no beginning of the one copied from. They part at ${differenceText(error.difference)}. Name an empty event store.`,
    );
  if (error instanceof CopyDiffers)
    return new Problem(
      `The copy is not what it was made from: they part at ${differenceText(error.difference)}. ` +
        'Another program wrote to --to meanwhile, or its store is at fault: copy into an empty one.',
    );
  return null;
}

const asJson = ({ found, copied, hashes, checkpoints, stillServed }: CopiedLog): object => ({
  events: found + copied,
  found,
  copied,
  streams: hashes.streams,
  hash: hashes.logHash(),
  checkpoints,
  still_served: stillServed,
});

const asText = ({ found, copied, hashes, checkpoints, stillServed }: CopiedLog): string =>
  [
    `${copied} events copied, ${found} were there already.`,
    `Verified event by event: ${found + copied} events of ${hashes.streams} streams in the same order, hash ${hashes.logHash()}.`,
    `${checkpoints.length} positions of reactors and their jobs go along.`,
    ...(stillServed ? ['A server still works on the log: stop it and run the same command again before you start on the copy.'] : []),
  ].join('\n');
