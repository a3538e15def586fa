import { enableCompileCache } from 'node:module';
import { giveWay } from './give-way.ts';
import type { FillerOrder } from './messages.ts';

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
