import { randomInt } from 'node:crypto';
import { expectedAt } from '../../application/log/repetition.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { parseAddress } from '../../infrastructure/event-store/eventstoredb/address.ts';
import { EventStoreDbEventStore } from '../../infrastructure/event-store/eventstoredb/eventstoredb-event-store.ts';
import { eventSource } from '../appends/events.ts';
import { BareClient } from '../eventstoredb/bare-client.ts';
import { eventStoreUrl, withoutServer } from '../eventstoredb/real-server.ts';
import { interleave, type Side } from '../interleave.ts';
import type { FigureSpec, Program, Run, Sample } from '../program.ts';
import { random } from '../random.ts';
import type { Workbench } from '../workbench.ts';

const writerCounts = [1, 8, 32] as const;
const sliceMs = 200;

/** Other events in every run: the server keeps those of all of them. */
const fresh = (): (() => number) => random(randomInt(2 ** 32));

const figure = (writers: number): FigureSpec => ({
  name: `appends-eventstoredb-${writers}`,
  unit: 'appends/s',
  beside: 'bare client',
  target: { of: 'ratio', is: '>=', bound: 0.9 },
  skipped: withoutServer,
});

export const appendsEventStoreDb: Program = {
  name: 'appends-eventstoredb',
  title: 'appends to EventStoreDB through the port, by 1, 8 and 32 writers',
  method: `
The events and the writers of *appends*, on the server that \`EVENTSTOREDB_URL\` names: through the port, and by the bare client (one event, its
expected revision, the answer), each with one client in one process, in turns of ${sliceMs} ms.`,
  figures: writerCounts.map(figure),
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const url = eventStoreUrl() ?? '';
  const [ours, bare] = [port(workbench, url), await bareSide(workbench, url)];
  const rounds = Math.max(2, Math.round(20 * workbench.scale));
  for (const writers of writerCounts) await interleave([ours, bare], { writers, rounds: 2, sliceMs });
  return async () => {
    const samples: Record<string, Sample> = {};
    for (const writers of writerCounts) {
      const { rates } = await interleave([ours, bare], { writers, rounds, sliceMs });
      samples[`appends-eventstoredb-${writers}`] = { value: rates.get('port') ?? NaN, beside: rates.get('bare client') ?? NaN };
    }
    return samples;
  };
}

function port(workbench: Workbench, url: string): Side {
  const store = new EventStoreDbEventStore(parseAddress(url), systemClock);
  workbench.onEnd(() => store.close());
  const next = eventSource(fresh());
  return {
    name: 'port',
    act: async (writer) => {
      const { stream, expected, event } = next(writer);
      await store.append(stream, expectedAt(expected), [event]);
    },
  };
}

async function bareSide(workbench: Workbench, url: string): Promise<Side> {
  const client = new BareClient(url);
  workbench.onEnd(() => client.close());
  await client.greet();
  const next = eventSource(fresh());
  return {
    name: 'bare client',
    act: async (writer) => {
      const { stream, expected, event } = next(writer);
      await client.append(stream, expected + 1, event);
    },
  };
}
