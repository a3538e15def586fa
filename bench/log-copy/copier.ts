import { copyLog } from '../../application/log/copy/copy-log.ts';
import type { LogImport } from '../../application/ports/log-import.ts';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { openLog } from '../../infrastructure/container/open-log.ts';
import { behindHead, renaming } from './renamed.ts';
import { bareCopy } from './bare.ts';

/** What the program is told: copy a log as `colophon log copy` does, or by the bare client. */
export interface CopyOrder {
  readonly by: 'colophon' | 'bare client';
  readonly from: DatabaseAddress;
  readonly to: DatabaseAddress;
  /** Streams bear it, and only what comes behind the target's head counts: for a server that is not empty. Null: it is. */
  readonly run: string | null;
}

export interface CopyDone {
  readonly events: number;
  /** From the start until the last event was acknowledged. */
  readonly copyMs: number;
  /** Verified, too. */
  readonly wholeMs: number;
  readonly peakMiB: number;
}

async function copied({ from, to, run }: CopyOrder): Promise<Omit<CopyDone, 'peakMiB'>> {
  const [source, target] = [await openLog(from), await openLog(to)];
  let copyMs = 0;
  const begin = performance.now();
  const head = run === null ? null : await target.store.head();
  const into: LogImport = {
    async *take(after, pages) {
      for await (const taken of target.into.take(head ?? after, pages)) {
        copyMs = performance.now() - begin;
        yield taken;
      }
    },
  };
  const { copied: events } = await copyLog({
    from: run === null ? source.store : renaming(source.store, run),
    to: run === null ? target.store : await behindHead(target.store),
    into,
  });
  const wholeMs = performance.now() - begin;
  await Promise.all([source.close(), target.close()]);
  return { events, copyMs, wholeMs };
}

async function obey(order: CopyOrder): Promise<CopyDone> {
  const done = order.by === 'colophon' ? await copied(order) : await bareCopy(order.from, String(order.to), order.run ?? '');
  return { ...done, peakMiB: process.resourceUsage().maxRSS / 1_024 };
}

process.on('message', (order: CopyOrder) => {
  void obey(order).then(
    (done) => process.send?.(done),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
