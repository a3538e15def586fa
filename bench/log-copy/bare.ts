import type { Recorded } from '../../domain/kernel/event.ts';
import { openLog } from '../../infrastructure/container/open-log.ts';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { BareClient } from '../eventstoredb/bare-client.ts';
import { renamed } from './renamed.ts';

/** Under way at once, as many as in our adapter. */
const inFlight = 512;

/** Appends the events of a log, which are in memory when time begins, one by one in their order, without waiting for each answer. */
export async function bareCopy(
  from: DatabaseAddress,
  to: string,
  run: string,
): Promise<{ readonly events: number; readonly copyMs: number; readonly wholeMs: number }> {
  const source = await openLog(from);
  const events: Recorded[] = [];
  for (let page = await source.store.readAll(0n, 1_000); ; page = await source.store.readAll(page.position, 1_000)) {
    events.push(...page.events.map((event) => renamed(event, run)));
    if (page.caughtUp) break;
  }
  await source.close();
  const client = new BareClient(to);
  await client.greet();
  const begin = performance.now();
  const underWay: Promise<void>[] = [];
  for (const [index, event] of events.entries()) {
    if (index >= inFlight) await underWay[index - inFlight];
    underWay.push(client.append(event.stream, event.revision, event));
  }
  await Promise.all(underWay);
  const ms = performance.now() - begin;
  return { events: events.length, copyMs: ms, wholeMs: ms };
}
