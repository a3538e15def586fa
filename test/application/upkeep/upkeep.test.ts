import { test } from 'tap';
import type { UpkeepRuns } from '../../../application/ports/upkeep-runs.ts';
import { Upkeep } from '../../../application/upkeep/upkeep.ts';
import { aRun } from '../../contract/upkeep-runs/suite.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryLeases } from '../../support/memory-leases.ts';
import { MemoryUpkeepRuns } from '../../support/memory-upkeep-runs.ts';
import { TestWork } from '../../support/rest-upkeep.ts';

const [one, two] = [aRun(1).id, aRun(2).id];

/** Two nodes of one installation. */
function bench(runs: UpkeepRuns = new MemoryUpkeepRuns()) {
  const clock = new ManualClock();
  const leases = new MemoryLeases();
  const logged: string[] = [];
  const tell = (_: object, message: string): void => void logged.push(message);
  const log = { debug: tell, info: tell, warn: tell, error: tell };
  const node = (): Upkeep => new Upkeep({ runs, leases, clock, log });
  const state = async (id: string) => (await runs.find(id))?.state;
  const ended = (id: string) => eventually('it has ended', async () => (await state(id)) !== 'running' && leases.names.length === 0);
  return { runs, clock, leases, logged, here: node(), there: node(), ended };
}

test('given a work, it runs in the background, and the run keeps what it came to', async (t) => {
  const { here, there, ended, clock } = bench();
  const work = new TestWork('log_copy', { to: 'masked' });
  const run = await here.begin(one, work, 'user 7');
  t.match(run, { id: one, kind: 'log_copy', asked: { to: 'masked' }, askedBy: 'user 7', askedAt: clock.now(), state: 'running' });
  t.match(await there.find(one), { state: 'running' }, 'another node sees it');
  work.done({ events: 3 });
  await ended(one);
  t.match(await there.find(one), { state: 'done', result: { events: 3 }, problem: null, endedAt: clock.now() });
});

test('given progress, it is written once a second, however often it is told', async (t) => {
  const runs = new MemoryUpkeepRuns();
  const written: number[] = [];
  const advance = runs.advance.bind(runs);
  runs.advance = (id, progress) => {
    written.push(progress.done);
    return advance(id, progress);
  };
  const { here, clock, ended } = bench(runs);
  const work = new TestWork();
  await here.begin(one, work, 'user 7');
  await clock.asleep(1000);
  for (let done = 1; done <= 500; done++) work.tools?.onProgress('copying', done, 900);
  t.strictSame(written, []);
  clock.advance(1000);
  await clock.asleep(1000);
  t.strictSame(written, [500]);
  t.match(await here.find(one), { phase: 'copying', done: 500, total: 900 });
  work.tools?.onProgress('verifying', 900, 900);
  work.done({});
  await ended(one);
  t.match(await here.find(one), { phase: 'verifying', done: 900 }, 'the end has the last of it');
});

test('given one that runs, no other begins, on whichever node, and who asks is told which it is', async (t) => {
  const { here, there, ended } = bench();
  const work = new TestWork('backup');
  await here.begin(one, work, 'user 7');
  for (const node of [here, there])
    await t.rejects(node.begin(two, new TestWork(), 'user 8'), {
      name: 'UpkeepForbidden',
      message: new RegExp(`backup, asked for by user 7.* until run ${one} has ended, or cancel it`),
    });
  t.equal(await there.find(two), null);
  t.match(await there.begin(one, new TestWork(), 'user 7'), { id: one, kind: 'backup' }, 'the same request is the same run');
  work.done({});
  await ended(one);
  t.match(await there.begin(two, new TestWork(), 'user 8'), { state: 'running' });
});

test('given a wish that it ends, the node that carries it out follows, be it asked itself or another one', async (t) => {
  const { here, there, ended, clock } = bench();
  await here.begin(one, new TestWork('log_copy'), 'user 7');
  t.match(await here.cancel(one), { id: one });
  await ended(one);
  t.match(await here.find(one), { state: 'cancelled', problem: 'Broken off. The same request goes on where it was.', result: null });

  await here.begin(two, new TestWork('log_verify'), 'user 7');
  await clock.asleep(1000);
  await there.cancel(two);
  await settled();
  t.match(await there.find(two), { state: 'running' });
  clock.advance(1000);
  await ended(two);
  t.match(await here.find(two), { state: 'cancelled', problem: 'Broken off. Nothing was changed: ask again.' });

  await t.rejects(here.cancel(two), { name: 'UpkeepForbidden', message: /has ended already/ });
  t.equal(await here.cancel(aRun(3).id), null);
});

test('given a failure, it is told in its sentence; a defect is logged and told without what it was', async (t) => {
  const { here, ended, logged } = bench();
  const works = [new TestWork(), new TestWork()];
  await here.begin(one, works[0]!, 'user 7');
  works[0]!.fail(new RangeError('to: it is away. Start it.'));
  await ended(one);
  t.match(await here.find(one), { state: 'failed', problem: 'to: it is away. Start it.' });
  await here.begin(two, works[1]!, 'user 7');
  works[1]!.fail(new TypeError('a secret'));
  await ended(two);
  t.match(await here.find(two), { state: 'failed', problem: /defect of the program/ });
  t.strictSame(logged, ['An upkeep run failed by a defect.']);
});

test('given a node that died, every other sees that its run is lost, what to do, and may begin another', async (t) => {
  const { runs, there } = bench();
  await runs.begin(aRun(1));
  t.match(await there.find(one), { state: 'lost', problem: 'The node that did it has gone. The same request goes on where it was.' });
  await runs.begin(aRun(2, { kind: 'restore' }));
  t.match((await there.list({ offset: 0, limit: 10 })).rows, [
    { id: two, state: 'lost', problem: /no installation: restore again/ },
    { id: one },
  ]);
  await runs.begin(aRun(3));
  t.match(await there.begin(aRun(4).id, new TestWork(), 'user 8'), { state: 'running' });
  t.match(await runs.find(aRun(3).id), { state: 'lost' });
});

test('given a node that is cut off from the leases, it ends what it does, and that is lost', async (t) => {
  const { here, leases, ended } = bench();
  const work = new TestWork();
  await here.begin(one, work, 'user 7');
  leases.lose('upkeep');
  t.equal(work.tools?.signal.aborted, true);
  await ended(one);
  t.match(await here.find(one), { state: 'lost' });
});

test('given a server that stops, what it does is cancelled before it has stopped, and nothing begins', async (t) => {
  const { here, there, leases } = bench();
  await here.begin(one, new TestWork('log_copy'), 'user 7');
  await here.stop();
  t.match(await there.find(one), { state: 'cancelled', problem: /was stopped. The same request goes on where it was/ });
  await eventually('the lease is free', () => leases.names.length === 0);
  await t.rejects(here.begin(two, new TestWork(), 'user 7'), { message: /shutting down/ });
  await here.stop();
});

test('given a work that does not let go, the server stops all the same after a while', async (t) => {
  const { here, clock } = bench();
  const stubborn = new TestWork();
  stubborn.carryOut = () => new Promise(() => undefined);
  await here.begin(one, stubborn, 'user 7');
  const stopped = here.stop();
  await clock.asleep(3000);
  clock.advance(3000);
  await stopped;
  t.pass('it has stopped');
});

test('given a database that does not answer for a moment, the end is entered once it does', async (t) => {
  const runs = new MemoryUpkeepRuns();
  const end = runs.end.bind(runs);
  let refusals = 2;
  runs.end = async (...what) => {
    if (refusals-- > 0) throw new Error('away');
    return end(...what);
  };
  const { here, clock, ended, logged } = bench(runs);
  const work = new TestWork();
  await here.begin(one, work, 'user 7');
  work.done({ events: 1 });
  for (const refused of [1, 2]) {
    await eventually('it was refused', () => logged.length === refused);
    await clock.asleep(1000);
    clock.advance(1000);
  }
  await ended(one);
  t.match(await here.find(one), { state: 'done', result: { events: 1 } });
});
