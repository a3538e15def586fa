import { compareLogs } from '../../../application/log/copy/compare-logs.ts';
import { StreamHashes } from '../../../application/log/copy/stream-hashes.ts';
import { foretold } from '../../../application/log/foretold.ts';
import { verifyLog } from '../../../application/log/verify/verify-log.ts';
import type { Position } from '../../../application/ports/event-store.ts';
import type { UpkeepWork, WorkTools } from '../../../application/upkeep/work.ts';
import { aggregates } from '../../../domain/index.ts';
import { withoutCredentials } from '../../config-shown.ts';
import { copyInstalledLog } from '../copy-installed-log.ts';
import { comparedJson, copiedJson, summary, verifiedJson } from '../log-tools/reports.ts';
import { closing, usingLog } from '../log-tools/using-log.ts';
import { logOf, type OpenedLog } from '../open-log.ts';
import type { Program } from '../program.ts';
import { tokens } from '../tokens.ts';
import { sentenceOf } from './sentence.ts';

type Installed = Pick<Program, 'container'>;

/** What `colophon log copy --to` does. */
export const copyWork = (installed: Installed, to: string): UpkeepWork => ({
  kind: 'log_copy',
  asked: { to: withoutCredentials(to) },
  carryOut: ({ signal, onProgress }) =>
    ownLog(installed, (from) =>
      usingLog(to, async (target) => {
        const tell = counting(onProgress, await from.store.head());
        const home = installed.container.get(tokens.pool);
        return copiedJson(await copyInstalledLog({ from, to: target, home }, { signal, onProgress: tell }));
      }),
    ),
  sentence: (error) => sentenceOf(error, [to]),
});

/** What `colophon log verify`, with `--to` or without, does. */
export const verifyWork = (installed: Installed, to: string | null): UpkeepWork => ({
  kind: 'log_verify',
  asked: { to: to && withoutCredentials(to) },
  carryOut: (tools) =>
    ownLog(installed, (log) => (to === null ? lookedAt(log, tools) : usingLog(to, (other) => compared(log, other, tools)))),
  sentence: (error) => sentenceOf(error, to === null ? [] : [to]),
});

async function lookedAt({ store }: OpenedLog, { signal, onProgress }: WorkTools): Promise<object> {
  const tell = counting(onProgress, await store.head());
  const known = aggregates.map(({ aggregate }) => aggregate);
  const verified = await verifyLog(store, known, { signal, onProgress: (events, position) => tell('verifying', events, position) });
  return { ...summary(verified), ...verifiedJson(verified) };
}

async function compared(log: OpenedLog, other: OpenedLog, { signal, onProgress }: WorkTools): Promise<object> {
  const tell = counting(onProgress, await log.store.head());
  const hashes = new StreamHashes();
  const onEvents = (events: number, position: Position): void => tell('comparing', events, position);
  const comparison = await compareLogs(log.store, other.store, { signal, hashes, onProgress: onEvents });
  return { ...summary({ events: comparison.events, hashes }), ...comparedJson(comparison) };
}

/** The log of the installation itself, over the connections that it has. */
const ownLog = <Answer>(installed: Installed, work: (log: OpenedLog) => Promise<Answer>): Promise<Answer> =>
  closing(logOf(installed), work);

const counting =
  (onProgress: WorkTools['onProgress'], head: Position) =>
  (phase: string, events: number, position: Position): void =>
    onProgress(phase, events, foretold(events, position, head));
