import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { Managers, type Death, type ManagersOptions } from '../../../support/managers.ts';
import { ProcessBench } from '../../../support/process-bench.ts';
import { story, streamsOf } from './story.ts';

async function told(options: ManagersOptions = {}) {
  const bench = await ProcessBench.create();
  const managers = new Managers(bench, options);
  await story(bench, managers.pump);
  return { bench, managers };
}

const undisturbed = told().then(({ bench }) => streamsOf(bench));

const deaths: fc.Arbitrary<readonly Death[]> = fc.array(fc.record({ after: fc.nat(12), withEffect: fc.boolean(), behind: fc.nat(60) }), {
  maxLength: 8,
});
const options = fc.record({
  pageSize: fc.constantFrom(1, 3, 20, 500),
  deaths,
  readModels: fc.constantFrom('ahead' as const, 'just there' as const),
});

test('the story ends in a finished process, with every task it names', async () => {
  const { bench } = await told();
  assert.deepEqual(await bench.ofProcess(), [
    'ProcessStarted',
    'ProcessFinished failed',
    'ProcessReopened',
    'ProcessFinished failed',
    'ProcessReopened',
    'ProcessFinished completed',
    'ProcessRetried',
    'ProcessStopRequested',
    'ProcessFinished stopped',
    'ProcessReopened',
    'ProcessFinished stopped',
    'ProcessReopened',
    'ProcessFinished completed',
  ]);
});

test('killed anywhere, begun again at an older checkpoint, with any pages: the log ends in the same events', async () => {
  await fc.assert(
    fc.asyncProperty(options, async (given) => {
      const { bench } = await told(given);
      assert.deepEqual(await streamsOf(bench), await undisturbed);
    }),
    { numRuns: 25 },
  );
});

test('hearing any part of the log again changes nothing', async () => {
  for (const readModels of ['ahead', 'just there'] as const) {
    const { bench, managers } = await told({ readModels, pageSize: 20 });
    const { checkpoint } = managers;
    for (let behind = Number(checkpoint); behind > 0; behind -= 1) {
      managers.checkpoint = checkpoint;
      await managers.killed(behind).pump();
      assert.equal((await bench.events()).length, Number(checkpoint), `from ${Number(checkpoint) - behind}`);
    }
  }
});
