import { activityQueueId } from '../../domain/activity-queue/state.ts';
import { queueActivities } from '../../domain/activity-queue/queue-activities.ts';
import { sealActivityQueue } from '../../domain/activity-queue/seal-queue.ts';
import { process, type ProcessState } from '../../domain/process/state.ts';
import { command } from '../pipeline/command.ts';
import { load } from '../pipeline/load.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ElementKey, Matching, MatchingElement } from '../ports/look/elements.ts';
import type { Look } from '../ports/look/look.ts';
import { ReadSideBehind } from '../ports/read-side.ts';
import type { Step, StepRun } from './step.ts';

const pageSize = 1000;

/** Fewer elements than chunks: they vanished since the start. No worker ever gets an empty list. */
class TooFewElements extends Error {
  constructor(elements: number, chunks: number) {
    super(`Only ${elements} elements left for ${chunks} chunks.`);
    this.name = 'TooFewElements';
  }
}

/**
 * Lists the elements of a process and hands them out: element i goes to chunk i mod chunks + 1, so that neighbours of equal
 * difficulty spread. The activities are queued from the same pages and sealed before the step completes: no worker can begin earlier.
 */
export class Initialisation implements Step {
  readonly name = 'initialisation';
  readonly #store: EventStore;
  readonly #look: Look;

  constructor(store: EventStore, look: Look) {
    this.#store = store;
    this.#look = look;
  }

  async run(step: StepRun): Promise<void> {
    const { state } = await load<ProcessState>(this.#store, process, step.task.processId);
    const { about, start } = state;
    if (!about?.corpusId || !start) throw new Error('The process of this step was never started.');
    const { elementId, elementTypeId, nameContains, loadChildren } = about.setup;
    const elements = await this.#list({ corpusId: about.corpusId, elementId, elementTypeId, nameContains, loadChildren }, step);
    if (elements.length < start.chunks) throw new TooFewElements(elements.length, start.chunks);
    step.log(`${elements.length} elements for ${start.chunks} ${start.chunks === 1 ? 'chunk' : 'chunks'}.`);
    await writeChunks(elements, start.chunks, step);
    if (start.workerActivity) await queue(elements, state, step);
  }

  /** A listing that decides work waits for everything the log holds. */
  async #list(matching: Matching, { signal }: StepRun): Promise<readonly MatchingElement[]> {
    await this.#caughtUp(signal);
    const elements: MatchingElement[] = [];
    for (let after: ElementKey | null = null; ;) {
      signal.throwIfAborted();
      const page: readonly MatchingElement[] = await this.#look.elements.matchingPage(matching, after, pageSize);
      elements.push(...page);
      after = page.at(-1) ?? null;
      if (page.length < pageSize) return elements;
    }
  }

  /** However long that takes: the process waits, rather than fail. */
  async #caughtUp(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await this.#look.caughtUp();
      } catch (error) {
        if (!(error instanceof ReadSideBehind)) throw error;
      }
    }
  }
}

async function writeChunks(elements: readonly MatchingElement[], chunks: number, step: StepRun): Promise<void> {
  for (let chunk = 1; chunk <= chunks; chunk += 1) {
    const mine = elements.filter((_, index) => index % chunks === chunk - 1).map(({ id, type }) => ({ id, type }));
    await step.artifact(chunks === 1 ? 'elements.json' : `elements_chunk_${chunk}.json`, JSON.stringify(mine), 'application/json');
  }
}

async function queue(elements: readonly MatchingElement[], state: ProcessState, step: StepRun): Promise<void> {
  const { processId, run } = step.task;
  const id = activityQueueId(processId, run);
  const keys = state.workerRuns.map(({ workerRunId, workerVersionId, modelVersionId, configurationId }) => ({
    workerRunId,
    workerVersionId,
    modelVersionId,
    configurationId,
  }));
  const parts = Math.ceil(elements.length / pageSize);
  for (let part = 0; part < parts; part += 1) {
    step.signal.throwIfAborted();
    const elementIds = elements.slice(part * pageSize, (part + 1) * pageSize).map((element) => element.id);
    await step.send(command(queueActivities, id, { processId, run, part, keys, elementIds }), `queue ${part}`);
  }
  await step.send(command(sealActivityQueue, id, { processId, run, parts, elements: elements.length }), 'seal');
  step.log(`Activities of ${elements.length} elements queued for ${keys.length} worker runs.`);
}
