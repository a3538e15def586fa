import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { Planner } from '../../../application/reactors/process-manager/plan.ts';
import { ProcessManager } from '../../../application/reactors/process-manager/process-manager.ts';
import { ReactorRunner } from '../../../application/reactors/runner.ts';
import { Runs } from '../../../application/reactors/runs/runs.ts';
import { eventually } from '../../support/eventually.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryCheckpoints } from '../../support/memory-checkpoints.ts';
import { MemoryTables, memoryRunsLook } from '../../support/memory-tables.ts';
import { correcting, ProcessBench, reading } from '../../support/process-bench.ts';

/** A second goes by whenever the time is asked for: every page is kept. */
class HurryingClock extends ManualClock {
  override now(): Date {
    this.advance(1000);
    return super.now();
  }
}

test('who leads again after another did knows what happened meanwhile', async () => {
  const bench = await ProcessBench.create();
  const checkpoints = new MemoryCheckpoints();
  const program = (): ReactorRunner => {
    const tables = new MemoryTables(bench.log);
    const waitFor = async (): Promise<boolean> => tables.catchUp() === tables;
    const readSide = { applied: () => tables.position, waitFor, caughtUp: async () => undefined };
    const manager = new ProcessManager(new Runs(memoryRunsLook(tables), readSide), new Planner(bench.store, 30));
    const { store, pipeline: bus } = bench;
    return new ReactorRunner(manager, {
      store,
      bus,
      checkpoints,
      clock: new HurryingClock(),
      onFailure: (_, error) => assert.fail(error as Error),
    });
  };
  const [one, other] = [program(), program()];
  const isQueued = (slug: string) => eventually(`${slug} is queued`, async () => (await bench.ofTask(slug)).includes('TaskQueued'));
  const handled = () => eventually('the log is worked on', () => checkpoints.positions.get('process-manager') === bench.log.head);

  await one.start();
  await bench.start(1);
  await isQueued('initialisation');
  await handled();
  await one.stop();

  await other.start();
  await bench.complete('initialisation');
  await isQueued(reading);
  await bench.complete(reading);
  await isQueued(correcting);
  await handled();
  await other.stop();

  await one.start();
  await bench.complete(correcting);
  await eventually('the process is finished', async () => (await bench.ofProcess()).includes('ProcessFinished completed'));
  await one.stop();
});
