import type { AnyDecision } from '../../domain/kernel/decision.ts';
import { system, type Actor, type Recorded } from '../../domain/kernel/event.ts';
import { naturalId, plannedTaskId } from '../../domain/kernel/ids.ts';
import { startProcess } from '../../domain/process/start.ts';
import { claimTask } from '../../domain/task/claim.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { expireClaim } from '../../domain/task/expire-claim.ts';
import { reportCompleted, reportFailed } from '../../domain/task/report-exit.ts';
import { reportStarted } from '../../domain/task/report-started.ts';
import { adoptLateReportFacts } from '../../application/facts/adopt-late-report.ts';
import { retryProcessFacts } from '../../application/facts/retry-process.ts';
import { restartTaskFacts } from '../../application/facts/restart-task.ts';
import { startProcessFacts } from '../../application/facts/start-process.ts';
import { command, type CommandBus, type Outcome } from '../../application/pipeline/command.ts';
import { Pipeline } from '../../application/pipeline/pipeline.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Look } from '../../application/ports/look/look.ts';
import { MemoryEventStore } from '../../infrastructure/event-store/memory/memory-event-store.ts';
import { MemoryLog } from '../../infrastructure/event-store/memory/memory-log.ts';
import { happensIn } from './happens.ts';
import { MemoryTables, memoryProcessesLook } from './memory-tables.ts';
import * as p from './processes.ts';
import { agentId } from './tasks.ts';

const agent: Actor = { kind: 'agent', id: agentId };

/** A millisecond passes with each look at it. */
function tickingClock(): Clock {
  let now = Date.UTC(2026, 0, 1, 12);
  return { now: () => new Date((now += 1)), wait: async () => undefined };
}

const versions = {
  workerId: p.readerWorker,
  workerName: 'Reader',
  workerSlug: 'reader',
  number: 1,
  state: 'available',
  gpuUsage: 'disabled' as const,
};

/** What starts, retries and restarts ask: every version is available, every farm usable, there are enough elements. */
const lookOn = (log: MemoryLog): Look => {
  const answers: Partial<Look> = {
    processes: memoryProcessesLook(new MemoryTables(log)),
    farms: { usable: async (farmId) => farmId ?? p.farmId, taken: async () => false },
    limits: { maxChunks: 10_000, maximumTtl: 0 },
    workers: {
      versions: async (ids) => new Map(ids.map((id) => [id, { ...versions, modelUsage: 'disabled', published: {} }] as const)),
      configurations: async () => new Map(),
      newestConfiguration: async () => null,
      runsOfTask: async () => [],
    },
    elements: {
      element: async () => null,
      corporaOf: async () => new Map(),
      childrenOn: async () => [],
      countMatching: async (_matching, upTo) => upTo,
      matchingPage: async () => [],
    },
    lateReports: {
      async one(eventId) {
        const events = log.after(0n, 1_000_000).map(({ event }) => event() as Recorded<TaskEvent>);
        const found = events.find(({ id }) => id === eventId);
        if (found?.type !== 'LateReportRefused') return null;
        return { ...found.data, ...found.data.report, time: found.time };
      },
    },
    caughtUp: async () => undefined,
  };
  return answers as Look;
};

/**
 * The process `reader ─► corrector` over a log in memory, with the real pipeline and deciders, and the hands of a person and an agent.
 * Tasks are named by their slugs, of the last run that was started.
 */
export class ProcessBench {
  readonly log = new MemoryLog();
  readonly store = new MemoryEventStore(this.log);
  readonly clock = tickingClock();
  readonly pipeline = new Pipeline({
    store: this.store,
    clock: this.clock,
    look: lookOn(this.log),
    facts: [adoptLateReportFacts, startProcessFacts, retryProcessFacts, restartTaskFacts],
    refusals: { keep: () => undefined },
  });
  run = 1;
  #commands = 0;

  /** A draft with both worker runs. */
  static async create(): Promise<ProcessBench> {
    const bench = new ProcessBench();
    await bench.happens(`process-${p.processId}`, p.created(), p.added(p.reader), p.added(p.corrector));
    return bench;
  }

  /** Appends to a stream what nobody decides here. */
  readonly happens = happensIn(this.store, this.clock);

  /** A command under an id of its own, or that of an earlier one. */
  send(
    decision: AnyDecision,
    id: string,
    input: object,
    actor: Actor = p.ada,
    bus: CommandBus = this.pipeline,
    commandId = this.#nextId(),
  ): Promise<Outcome> {
    return bus.execute(command(decision, id, input), { actor, commandId, correlationId: commandId, causationId: null });
  }

  start(chunks: number, bus?: CommandBus): Promise<Outcome> {
    return this.send(startProcess, p.processId, { chunks }, p.ada, bus);
  }

  task = (slug: string): string => plannedTaskId(p.processId, this.run, slug);

  /** The agent takes a task and begins it. */
  async take(slug: string): Promise<number> {
    const { events } = await this.send(claimTask, this.task(slug), { agentId, runnerId: null, gpuId: null }, system('dispatcher'));
    const { term } = events[0]?.data as { readonly term: number };
    await this.send(reportStarted, this.task(slug), { term }, agent);
    return term;
  }

  async complete(...slugs: readonly string[]): Promise<void> {
    for (const slug of slugs) await this.send(reportCompleted, this.task(slug), { term: await this.take(slug), exitCode: 0 }, agent);
  }

  async fail(slug: string): Promise<void> {
    await this.send(reportFailed, this.task(slug), { term: await this.take(slug), exitCode: 1 }, agent);
  }

  /** The agent goes silent in the middle of a task, is given up, and reports that it has completed: gives the id of the refused report. */
  async completeTooLate(slug: string): Promise<string> {
    const term = await this.take(slug);
    await this.send(expireClaim, this.task(slug), { term, cause: 'agent_lost' }, system('monitor'));
    const { events } = await this.send(reportCompleted, this.task(slug), { term, exitCode: 0 }, agent);
    return events[0]?.id ?? '';
  }

  async events(): Promise<readonly Recorded[]> {
    return (await this.store.readAll(0n, 1_000_000)).events;
  }

  /** What happened in the process's own stream, from its start on: `<type> <state>`. */
  async ofProcess(): Promise<readonly string[]> {
    const events = (await this.store.readStream(`process-${p.processId}`)).slice(3);
    return events.map(({ type, data }) => `${type} ${(data as { readonly state?: string }).state ?? ''}`.trim());
  }

  async ofTask(slug: string): Promise<readonly string[]> {
    return (await this.store.readStream(`task-${this.task(slug)}`)).map(({ type }) => type);
  }

  #nextId(): string {
    return naturalId('bench', this.#commands++);
  }
}

export const [reading, correcting] = p
  .nodesOf(p.reader, p.corrector)
  .slice(1)
  .map(({ slug }) => slug) as [string, string];
