import { test } from 'tap';
import { subscribe } from '../../../application/log/subscription.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { isAway } from '../../../infrastructure/event-store/postgres/away.ts';
import { newEvent } from '../../contract/event-store/events.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';
import { testFolder } from '../database/embedded/support/homes.ts';
import { instancesOn } from './postgres-log.ts';

const coded = (code: string): Error => Object.assign(new Error('as coded'), { code });

test('a server that cannot answer is away; one that says no is not', async (t) => {
  const away = ['ECONNREFUSED', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03', '57014', '08006', '53300', '53100', '25006'];
  for (const code of away) t.ok(isAway(coded(code)), code);
  for (const code of ['23505', '22021', '42P01', '28P01', '3D000', '57P04', 'ERR_ASSERTION']) t.notOk(isAway(coded(code)), code);
  for (const message of ['Connection terminated unexpectedly', 'timeout expired', 'timeout exceeded when trying to connect'])
    t.ok(isAway(new Error(message)), message);
  t.notOk(isAway(new Error('a defect')));
  t.notOk(isAway('Connection terminated'));
});

test('without a server everything says so, nothing hangs, and a subscription goes on asking', async (t) => {
  const instances = instancesOn({ host: testFolder(t), port: 5432, user: 'nobody', database: 'nowhere' });
  const { store } = instances;
  const attempts = [
    () => store.append('probe-1', 'no_stream', [newEvent()]),
    () => store.append('probe-1', 'no_stream', [newEvent(), newEvent()]),
    () => store.append('probe-1', 'no_stream', []),
    () => store.readStream('probe-1'),
    () => store.readAll(0n, 10),
    () => store.head(),
  ];
  for (const attempt of attempts) {
    const error = await attempt().catch((e: unknown) => e);
    t.ok(error instanceof StoreUnavailable, String(error));
  }

  const stopping = new AbortController();
  const errors: StoreUnavailable[] = [];
  const onAway = (error: StoreUnavailable): void => {
    if (errors.push(error) === 3) stopping.abort();
  };
  for await (const page of subscribe(store, { after: 0n, clock: new SteppingClock(), signal: stopping.signal, onAway }))
    t.fail(String(page));
  t.equal(errors.length, 3);
  await instances.close();
});
