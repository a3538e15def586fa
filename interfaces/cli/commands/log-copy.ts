import type { Command } from 'commander';
import { copyInstalledLog, type CopiedLog } from '../../../infrastructure/container/copy-installed-log.ts';
import { copySentence } from '../../../infrastructure/container/log-tools/copy-sentence.ts';
import { copiedJson } from '../../../infrastructure/container/log-tools/reports.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { unlessBrokenOff } from '../log-tools/broken-off.ts';
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
        if (json) printJson(copiedJson(copied));
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
  const sentence = copySentence(error, { from: '--from', to: '--to' });
  return sentence === null ? null : new Problem(sentence);
}

const asText = ({ found, copied, hashes, checkpoints, stillServed }: CopiedLog): string =>
  [
    `${copied} events copied, ${found} were there already.`,
    `Verified event by event: ${found + copied} events of ${hashes.streams} streams in the same order, hash ${hashes.logHash()}.`,
    `${checkpoints.length} positions of reactors and their jobs go along.`,
    ...(stillServed ? ['A server still works on the log: stop it and run the same command again before you start on the copy.'] : []),
  ].join('\n');
