import { test } from 'tap';
import { MeteredEventStore } from '../../../application/log/metered-event-store.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { Figures } from '../../../application/ports/figures.ts';
import { MemoryLog } from '../../support/memory-log.ts';

type Done = Parameters<Figures['append']>[0];

const metadata = { commandId: 'c', correlationId: 'c', causationId: null, actor: { kind: 'system', id: 'test' } } as const;
const event = (id: string) => ({ id, type: 'Rung', version: 1, time: new Date(0), data: {}, metadata });

function metered() {
  const log = new MemoryLog();
  const counted: Done[] = [];
  const store = new MeteredEventStore(log, { append: (done) => counted.push(done), request: () => undefined });
  return { log, store, outcomes: () => counted.splice(0).map(({ outcome, events }) => [outcome, events]) };
}

test('given appends, each is counted by its outcome, and events only when they were taken', async (t) => {
  const { store, outcomes } = metered();
  await store.append('bell-1', 'no_stream', [event('a'), event('b')]);
  await store.append('bell-1', 'no_stream', [event('a'), event('b')]);
  await t.rejects(store.append('bell-1', 'no_stream', [event('c')]));
  t.same(outcomes(), [
    ['taken', 2],
    ['taken', 2],
    ['refused', 0],
  ]);
  t.equal(store.trouble, null, 'a refusal by a rule is no trouble');
});

test('given a store that is away, the trouble is remembered until an append is written', async (t) => {
  const { log, store, outcomes } = metered();
  log.beforeAppend = () => {
    throw new StoreUnavailable('The store is away.');
  };
  await t.rejects(store.append('bell-1', 'no_stream', [event('a')]));
  t.match(store.trouble, { message: 'The store is away.' });
  log.beforeAppend = () => undefined;
  await store.append('bell-1', 'no_stream', [event('a')]);
  t.equal(store.trouble, null);
  t.same(outcomes(), [
    ['away', 0],
    ['taken', 1],
  ]);
});
