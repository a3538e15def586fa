import { enableCompileCache } from 'node:module';
import type { Position } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { DatabaseAddress } from '../../database/connection.ts';
import { giveWay } from './give-way.ts';

/** What the process is made for, its first message; any other one tells it to end early. */
export interface FillerOrder {
  readonly address: DatabaseAddress;
  readonly eventStoreUrl: string | undefined;
  readonly generations: readonly { readonly projection: string; readonly number: number }[];
  readonly changes: Position;
}

/** What it says once, before it ends. */
export type FillerAnswer =
  | { readonly kind: 'filled'; readonly whole: boolean }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'fold failed'; readonly projection: string; readonly recorded: Recorded | null; readonly cause: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

const stop = new AbortController();
// A terminal and a service manager tell all processes of a program to end; whoever ordered this one decides when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
giveWay();
process.on('disconnect', () => process.exit());
process.once('message', (order: FillerOrder) => {
  process.on('message', () => stop.abort());
  void answer(order);
});

async function answer(order: FillerOrder): Promise<void> {
  enableCompileCache();
  const { answerOf } = await import('./answer-of.ts');
  const said = await answerOf(order, stop.signal);
  process.send?.(said, () => process.disconnect());
}
