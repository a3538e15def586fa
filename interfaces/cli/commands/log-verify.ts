import type { Command } from 'commander';
import { compareLogs } from '../../../application/log/copy/compare-logs.ts';
import { StreamHashes } from '../../../application/log/copy/stream-hashes.ts';
import { verifyLog as verify, type Finding } from '../../../application/log/verify/verify-log.ts';
import { aggregates } from '../../../domain/index.ts';
import { differenceText } from '../../../infrastructure/container/log-tools/difference.ts';
import { comparedJson, summary, verifiedJson, type LogSummary } from '../../../infrastructure/container/log-tools/reports.ts';
import { unlessBrokenOff } from '../log-tools/broken-off.ts';
import { Phases } from '../log-tools/phases.ts';
import { withLog } from '../log-tools/with-log.ts';
import { printJson, printLine } from '../output/print.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly hashes: boolean;
  readonly json: boolean;
}

/** `colophon log verify`: is a log in good order, are two logs the same? */
export const verifyLog = (log: Command): Command =>
  log
    .command('verify')
    .description('look at every event of the log (order, revisions, schema), or compare it with another; exit code 0 when all is well')
    .option('--from <url>', 'which log: postgres://… or esdb://… (default: that of this installation)')
    .option('--to <url>', 'the log that it is compared with, event by event')
    .option('--hashes', 'print count and hash of every stream, to compare logs that cannot be reached from one place', false)
    .option(
      '--json',
      'print one JSON object {"events", "streams", "hash", "findings" or "difference"}; with --hashes one per stream',
      false,
    )
    .action(async ({ from, to, hashes, json }: Options) => {
      const ending = untilSignal();
      await unlessBrokenOff(ending, 'Nothing was changed.', async () => {
        const seen = await (to === undefined ? lookedAt(from, ending) : compared(from, to, ending));
        if (hashes) for (const one of seen.hashes.all()) printStream(one, json);
        else if (json) printJson({ ...summary(seen), ...seen.json });
        if (!json && !hashes) printLine(seen.text(summary(seen)));
        if (!seen.well) process.exitCode = 1;
        if (!seen.well && hashes) process.stderr.write(`${seen.text(summary(seen))}\n`);
      });
    });

interface Seen {
  readonly events: number;
  readonly hashes: StreamHashes;
  readonly well: boolean;
  readonly json: object;
  readonly text: (summary: LogSummary) => string;
}

const lookedAt = (from: string | undefined, signal: AbortSignal): Promise<Seen> =>
  withLog('--from', from, async ({ store }) => {
    const phases = new Phases(await store.head());
    const onProgress = (events: number, position: bigint): void => phases.update('verifying', events, position);
    const known = aggregates.map(({ aggregate }) => aggregate);
    const verified = await verify(store, known, { signal, onProgress }).finally(() => phases.end());
    const { events, hashes, found, findings } = verified;
    const text = ({ streams, hash }: LogSummary): string =>
      found === 0
        ? `The log is in good order: ${events} events of ${streams} streams, hash ${hash}.`
        : [...findings.map(findingText), `${found} findings in ${events} events.`].join('\n');
    return { events, hashes, well: found === 0, json: verifiedJson(verified), text };
  });

const compared = (from: string | undefined, to: string, signal: AbortSignal): Promise<Seen> =>
  withLog('--from', from, (one) =>
    withLog('--to', to, async (other) => {
      const phases = new Phases(await one.store.head());
      const hashes = new StreamHashes();
      const onProgress = (events: number, position: bigint): void => phases.update('comparing', events, position);
      const comparison = await compareLogs(one.store, other.store, { signal, hashes, onProgress }).finally(() => phases.end());
      const { events, difference } = comparison;
      const text = ({ streams, hash }: LogSummary): string =>
        difference === null
          ? `The logs are the same: ${events} events of ${streams} streams in the same order, hash ${hash}.`
          : `The logs part at ${differenceText(difference, { from: '--from', to: '--to' })}.`;
      return { events, hashes, well: difference === null, json: comparedJson(comparison), text };
    }),
  );

function printStream(one: { readonly stream: string; readonly events: number; readonly hash: string }, json: boolean): void {
  if (json) printJson(one);
  else printLine(`${one.hash}  ${String(one.events).padStart(6)}  ${one.stream}`);
}

const findingText = ({ number, event, problem }: Finding): string =>
  `event ${number}, ${event.type} ${event.id} (${event.stream} at ${event.revision}): ${problem}`;
