import { runnerLease } from '../../../application/dispatch/runner-lease.ts';
import type { CommandBus } from '../../../application/pipeline/command.ts';
import type { Step, StepRun } from '../../../application/steps/step.ts';
import { StepRunner } from '../../../application/steps/step-runner.ts';
import { createTask } from '../../../domain/task/create.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { MemoryBlobs } from '../../support/memory-blobs.ts';
import { taskOf } from '../../support/tasks.ts';

/** A step of which the test says how it ends: each time it is begun, its run and its end wait in `begun`. */
export class SlowStep implements Step {
  readonly name = 'slow';
  readonly begun: { readonly run: StepRun; readonly complete: () => void; readonly fail: (error: Error) => void }[] = [];

  run(run: StepRun): Promise<void> {
    return new Promise((resolve, reject) => {
      run.signal.addEventListener('abort', () => reject(new Error('aborted')));
      this.begun.push({ run, complete: resolve, fail: reject });
    });
  }
}

/** A server that executes steps, and steps that wait for it. */
export async function workshop(t: { teardown(ended: () => Promise<void>): void }) {
  const bench = new DispatchBench();
  await bench.runs(t, bench.live);
  const blobs = new MemoryBlobs();
  const step = new SlowStep();
  const runner = ({ steps = [step] as readonly Step[], concurrency = 2, bus = bench.bus as CommandBus } = {}): StepRunner => {
    const { live, store, leases, clock, ids, onFailure } = bench;
    return new StepRunner({ live, store, bus, blobs, leases, clock, ids, steps, concurrency, onFailure });
  };
  const waits = async (name: string, of = 'slow'): Promise<string> => {
    const id = naturalId('step', name);
    const { taskId: _, ...planned } = taskOf({ kind: 'step', step: of, image: null, workerRunId: null });
    await bench.send(createTask, id, planned);
    await bench.send(queueTask, id, {});
    return id;
  };
  const becomes = (id: string, type: string) => eventually(`it is ${type}`, async () => (await bench.last(id)).type === type);
  /** A step is begun so many times in all, and the runner has ended its pause. */
  const begins = async (times: number): Promise<void> => {
    await eventually(`it is begun ${times} times`, () => step.begun.length === times);
    for (await settled(); bench.clock.waits.includes(20); await settled()) bench.clock.advance(20);
  };
  const holdsLease = (runnerId: string): boolean => bench.leases.names.includes(runnerLease(runnerId));
  return { bench, blobs, step, runner, waits, becomes, begins, holdsLease };
}
