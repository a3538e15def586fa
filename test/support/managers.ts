import type { Recorded } from '../../domain/kernel/event.ts';
import { Planner } from '../../application/reactors/process-manager/plan.ts';
import { ProcessManager } from '../../application/reactors/process-manager/process-manager.ts';
import type { Send } from '../../application/reactors/reactor.ts';
import { Runs } from '../../application/reactors/runs/runs.ts';
import { sendAs } from '../../application/reactors/send.ts';
import { MemoryTables, memoryRunsLook } from './memory-tables.ts';
import type { ProcessBench } from './process-bench.ts';

/** How a process manager dies. */
export interface Death {
  /** Commands it still sends. */
  readonly after: number;
  /** Whether the last of them takes effect. */
  readonly withEffect: boolean;
  /** Events by which its checkpoint lies behind what it has worked on. */
  readonly behind: number;
}

class Killed extends Error {}

export interface ManagersOptions {
  readonly pageSize?: number;
  readonly deaths?: readonly Death[];
  /** The read models are at the head of the log, or no further than they must be. */
  readonly readModels?: 'ahead' | 'just there';
}

/** One process manager after the other over a bench's log: each goes on where the checkpoint of the one that was killed lies. */
export class Managers {
  readonly #bench: ProcessBench;
  readonly #options: Required<ManagersOptions>;
  readonly #deaths: Death[];
  #manager: ProcessManager;
  #sent = 0;
  checkpoint = 0n;

  constructor(bench: ProcessBench, { pageSize = 500, deaths = [], readModels = 'ahead' }: ManagersOptions = {}) {
    this.#bench = bench;
    this.#options = { pageSize, deaths, readModels };
    this.#deaths = [...deaths];
    this.#manager = this.#born();
  }

  /** Works on the log until its end. */
  readonly pump = async (): Promise<void> => {
    for (;;) {
      const { events, position } = await this.#bench.store.readAll(this.checkpoint, this.#options.pageSize);
      if (events.length === 0) return;
      try {
        await this.#manager.react(
          events.filter(({ type }) => this.#manager.takes.includes(type)),
          this.#send,
        );
        this.checkpoint = position;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        this.#die();
      }
    }
  };

  /** Kills it between two pages. */
  killed(behind = 0): this {
    this.checkpoint = this.checkpoint > BigInt(behind) ? this.checkpoint - BigInt(behind) : 0n;
    this.#manager = this.#born();
    return this;
  }

  #die(): void {
    const death = this.#deaths.shift();
    this.#sent = 0;
    this.killed(death?.behind);
  }

  readonly #send: Send = async (command, cause: Recorded) => {
    const [death] = this.#deaths;
    this.#sent += 1;
    if (death && this.#sent > death.after) {
      if (this.#sent === death.after + 1 && death.withEffect) await this.#sendFor(command, cause);
      throw new Killed();
    }
    return this.#sendFor(command, cause);
  };

  #sendFor(...args: Parameters<Send>): ReturnType<Send> {
    return sendAs('process-manager', this.#bench.pipeline)(...args);
  }

  #born(): ProcessManager {
    const tables = new MemoryTables(this.#bench.log);
    const waitFor = async (position: bigint): Promise<boolean> => {
      tables.catchUp(this.#options.readModels === 'ahead' ? undefined : position);
      return true;
    };
    const readSide = { applied: () => tables.position, waitFor, caughtUp: async () => void tables.catchUp() };
    return new ProcessManager(new Runs(memoryRunsLook(tables), readSide), new Planner(this.#bench.store, 30));
  }
}
