import { firstValueFrom, merge, switchMap, timer } from 'rxjs';
import type { Claim } from './claim.ts';
import { finish } from './finish.ts';
import { LogUpload } from './log-upload.ts';
import type { Order } from './orders.ts';
import { outcomeOf } from './outcome.ts';
import { report } from './report.ts';
import type { HostProcess } from './runtime.ts';

/**
 * Follows a claim whose command was begun, by this agent or by one before it, to its end. `process` is null when it is gone already.
 *
 *     running ──(process gone)────────────────────────────┐
 *        └─(order)─► TERM ──(process gone, or grace over)─┴─► KILL what is left ─► log, artifacts, report
 */
export async function supervise(claim: Claim, process: HostProcess | null): Promise<void> {
  const { folder, orders } = claim;
  const log = new LogUpload(claim);
  const announced = announce(claim).catch((error: Error) => claim.log.error(error, 'The start of the task was not noted.'));
  if (process) {
    const following = log.follow();
    await firstValueFrom(merge(process.gone$, orders.given$));
    if (folder.exit === null && orders.current) await end(claim, process);
    process.signal('SIGKILL');
    await firstValueFrom(process.gone$);
    following.unsubscribe();
  }
  await announced;
  await finish(claim, outcomeOf(folder), log);
}

/** Says that the task runs, while it does. */
async function announce(claim: Claim): Promise<void> {
  const { folder, orders } = claim;
  if (folder.record.announced || orders.handBack.aborted) return;
  const verdict = await report(claim, { state: 'running', container: `host:${folder.record.process?.pid}` }, orders.handBack);
  if (verdict === 'accepted') folder.save({ announced: true });
  if (verdict === 'gone') orders.give('remove');
}

/** Asks the process group to end, and waits as long as the strongest order allows. */
async function end({ folder, orders, tools, log }: Claim, process: HostProcess): Promise<void> {
  const { stopGrace, grace } = tools.settings;
  const seconds = { stop: stopGrace, hand_back: grace, remove: 0 } satisfies Record<Order, number>;
  folder.save({ ending: orders.current! });
  log.info({ order: orders.current }, 'Ending the task.');
  process.signal('SIGTERM');
  await firstValueFrom(merge(process.gone$, orders.given$.pipe(switchMap((order) => timer(seconds[order] * 1000)))));
  if (orders.current === 'remove') folder.save({ ending: 'remove' });
}
