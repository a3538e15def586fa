import { Subject } from 'rxjs';
import type { AgentRegistered } from '../../domain/agent/events.ts';
import type { AnyDecision } from '../../domain/kernel/decision.ts';
import { system, type Actor } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { claimTask } from '../../domain/task/claim.ts';
import { createTask } from '../../domain/task/create.ts';
import type { TaskCreated } from '../../domain/task/events.ts';
import { queueTask } from '../../domain/task/queue.ts';
import { reportStarted } from '../../domain/task/report-started.ts';
import { AgentDesk } from '../../application/dispatch/agent-desk.ts';
import { Dispatcher } from '../../application/dispatch/dispatcher.ts';
import { LiveBoard } from '../../application/dispatch/live-board.ts';
import { command, type CommandBus, type Outcome } from '../../application/pipeline/command.ts';
import { Pipeline } from '../../application/pipeline/pipeline.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Look } from '../../application/ports/look/look.ts';
import { MemoryEventStore } from '../../infrastructure/event-store/memory/memory-event-store.ts';
import { MemoryLog } from '../../infrastructure/event-store/memory/memory-log.ts';
import { happensIn } from './happens.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryLeases } from './memory-leases.ts';
import { MemoryPresence } from './memory-presence.ts';
import { MemoryTables, memoryDispatchLook } from './memory-tables.ts';
import { farmId } from './processes.ts';
import { agentId, needs, processId, taskOf } from './tasks.ts';

interface Teardown {
  teardown(ended: () => Promise<void> | void): void;
}

/** A farm over a log in memory: board, desk and dispatcher, on a clock of the test's own. What fails is in `failures`. */
export class DispatchBench {
  readonly log = new MemoryLog();
  readonly store: EventStore = new MemoryEventStore(this.log);
  readonly clock = new ManualClock();
  readonly presence = new MemoryPresence();
  readonly leases = new MemoryLeases();
  readonly failures: string[] = [];
  readonly polls = new Subject<string>();
  readonly happens = happensIn(this.store, this.clock);
  readonly bus: CommandBus = new Pipeline({
    store: this.store,
    clock: { now: () => this.clock.now(), wait: async () => undefined },
    look: {} as Look,
    facts: [],
    refusals: { keep: () => undefined },
  });
  readonly onFailure = (error: unknown): void => void this.failures.push((error as Error).message);
  #ids = 0;
  readonly ids = { next: (): string => naturalId('dispatch bench', this.#ids++) };
  readonly live = this.liveBoard();
  readonly desk = new AgentDesk({ ...this.#common, store: this.store });
  readonly limits = { maxPerProcess: Infinity, maxPerProject: Infinity, agentTimeoutMs: 60_000, reserveAfterMs: 600_000 };

  get #common() {
    const { live, presence, bus, clock, ids } = this;
    return { live, presence, bus, clock, ids };
  }

  /** A board of this log: begun from tables that lag as far behind as they can. */
  liveBoard(tables = new MemoryTables(this.log)): LiveBoard {
    const { store, clock, onFailure } = this;
    const readSide = { applied: () => tables.position, waitFor: async () => true, caughtUp: async () => undefined };
    return new LiveBoard({ store, look: memoryDispatchLook(tables), readSide, clock, onFailure });
  }

  /** Starts a service until the test ends. */
  async runs(t: Teardown, service: { start(): Promise<void>; stop(): Promise<void> }): Promise<void> {
    t.teardown(() => service.stop());
    await service.start();
  }

  dispatcher(bus: CommandBus = this.bus): Dispatcher {
    const { limits, polls, onFailure } = this;
    return new Dispatcher({ ...this.#common, bus, limits, polls, onFailure });
  }

  send(decision: AnyDecision, id: string, input: object, actor: Actor = system('test')): Promise<Outcome> {
    const commandId = this.ids.next();
    return this.bus.execute(command(decision, id, input), { actor, commandId, correlationId: commandId, causationId: null });
  }

  /** An agent of two cores registers, and is heard of now. */
  async registers(id = agentId, over: Partial<AgentRegistered> = {}): Promise<void> {
    const hardware = {
      hostname: `host of ${id}`,
      cpuCores: 2,
      cpuFrequency: 0,
      ramTotal: 2 ** 34,
      gpus: [],
      capabilities: ['containers'] as const,
    };
    const data = { agentId: id, farmId, ...hardware, publicKey: id, version: '1', ...over };
    await this.happens(`agent-${id}`, { type: 'AgentRegistered', data });
    await this.hearsOf(id);
  }

  hearsOf(id: string, tasks: readonly { taskId: string; term: number; phase: 'preparing' | 'running' }[] = []): Promise<void> {
    return this.presence.report({ agentId: id, lastPing: this.clock.now(), cpuLoad: 0, ramLoad: 0, tasks });
  }

  /** A task of one core (or what is said otherwise) waits; its id. */
  async waits(name: string, over: Partial<TaskCreated> = {}): Promise<string> {
    const id = naturalId('task', name);
    const { taskId: _, ...planned } = taskOf({ farmId, processId, needs, ...over });
    await this.send(createTask, id, planned);
    await this.send(queueTask, id, {});
    return id;
  }

  async claimed(name: string, by = agentId, over: Partial<TaskCreated> = {}): Promise<string> {
    const id = await this.waits(name, over);
    await this.send(claimTask, id, { agentId: by, runnerId: null, gpuId: null });
    return id;
  }

  /** A task that an agent runs, under its first claim. */
  async running(name: string, by = agentId, over: Partial<TaskCreated> = {}): Promise<string> {
    const id = await this.claimed(name, by, over);
    await this.send(reportStarted, id, { term: 1 }, { kind: 'agent', id: by });
    return id;
  }

  async types(id: string, category: 'task' | 'agent' = 'task'): Promise<readonly string[]> {
    return (await this.store.readStream(`${category}-${id}`)).map(({ type }) => type);
  }

  async last(id: string): Promise<{ readonly type: string; readonly data: unknown }> {
    const event = (await this.store.readStream(`task-${id}`)).at(-1);
    return { type: event?.type ?? '', data: event?.data };
  }
}
