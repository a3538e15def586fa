import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { CommandBus } from '../../../application/pipeline/command.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { workshop } from './workshop.ts';

const gone = (): Error => new StoreUnavailable(new Error('gone'));

/** A workshop whose next commands of one kind fail: before they take effect, or after. */
async function fragile(t: Parameters<typeof workshop>[0]) {
  const shop = await workshop(t);
  const trouble = { name: '', times: 0, withEffect: false };
  const bus: CommandBus = {
    execute: async (asked, origin) => {
      const fails = asked.decision.name === trouble.name && trouble.times-- > 0;
      if (fails && !trouble.withEffect) throw gone();
      const outcome = await shop.bench.bus.execute(asked, origin);
      if (fails) throw gone();
      return outcome;
    },
  };
  /** The store is back a second later. */
  const passes = async (): Promise<void> => {
    await settled();
    shop.bench.clock.advance(1000);
  };
  return { ...shop, trouble, bus, passes };
}

for (const withEffect of [false, true]) {
  test(`a claim ${withEffect ? 'whose answer is lost' : 'that fails'} is made again, and is one claim`, async (t) => {
    const { bench, runner, waits, begins, trouble, bus, passes } = await fragile(t);
    Object.assign(trouble, { name: 'ClaimTask', times: 1, withEffect });
    await bench.runs(t, runner({ bus }));
    const id = await waits('t');
    await passes();
    await begins(1);
    assert.deepEqual((await bench.types(id)).slice(2), ['TaskClaimed', 'TaskStarted']);
  });

  test(`an end ${withEffect ? 'whose answer is lost' : 'that cannot be told'} is told again, and is no failure`, async (t) => {
    const { bench, step, runner, waits, begins, becomes, trouble, bus, passes } = await fragile(t);
    Object.assign(trouble, { name: 'ReportCompleted', times: 1, withEffect });
    await bench.runs(t, runner({ bus }));
    const id = await waits('t');
    await begins(1);
    step.begun[0]?.complete();
    await passes();
    await becomes(id, 'TaskCompleted');
    await settled();
    assert.equal((await bench.types(id)).filter((type) => type === 'TaskCompleted').length, 1);
  });
}

test('a step that meets a store that is away does not fail: it is begun again', async (t) => {
  const { bench, step, runner, waits, begins } = await workshop(t);
  await bench.runs(t, runner());
  const id = await waits('t');
  await begins(1);
  step.begun[0]?.fail(gone());
  await begins(2);
  assert.equal(step.begun[1]?.run.term, 2);
  assert.deepEqual((await bench.types(id)).slice(4), ['TaskClaimReleased', 'TaskClaimed', 'TaskStarted']);
});

test('a program that ends while the store is away does not wait for it', async (t) => {
  for (const name of ['ClaimTask', 'ReleaseClaim']) {
    const { bench, step, runner, waits, trouble, bus } = await fragile(t);
    Object.assign(trouble, { name, times: Infinity });
    const ending = runner({ bus });
    await ending.start();
    await waits('t');
    if (name === 'ReleaseClaim') await eventually('it is at work', () => step.begun.length === 1);
    await settled();
    await ending.stop();
    assert.deepEqual(bench.leases.names, [], name);
  }
});
