import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { AgentApi } from './api.ts';
import type { ClaimFolder } from './claim-folder.ts';
import { Orders } from './orders.ts';
import { persist, reportPauses } from './retry.ts';
import type { HostProcess } from './runtime.ts';
import type { AgentSettings } from './settings.ts';

/** What every claim works with. */
export interface Tools {
  readonly api: AgentApi;
  readonly settings: AgentSettings;
  readonly log: Logger;
  /** The server answers again after it did not. */
  readonly online$: Observable<unknown>;
}

/** One claim in the hands of this agent. */
export class Claim {
  readonly folder: ClaimFolder;
  readonly orders = new Orders();
  readonly tools: Tools;
  readonly log: Logger;
  phase: 'preparing' | 'running' = 'preparing';
  /** The process group that this agent has begun or found, also when it has ended meanwhile. */
  process: HostProcess | null = null;

  constructor(folder: ClaimFolder, tools: Tools) {
    this.folder = folder;
    this.tools = tools;
    this.log = tools.log.child({ task: folder.record.task, term: folder.record.term });
  }

  get task(): string {
    return this.folder.record.task;
  }

  /** `<task>.<term>` */
  get key(): string {
    return `${this.task}.${this.term}`;
  }

  get term(): number {
    return this.folder.record.term;
  }

  /** Repeats a request about this claim until it is answered, or until `until`. */
  persist<T>(what: string, until: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    return persist(attempt, {
      until,
      pauses: reportPauses,
      online$: this.tools.online$,
      onFailure: (error, ms) => this.log.warn({ problem: (error as Error).message }, `Could not ${what}; trying again in ${ms / 1000} s.`),
    });
  }
}
