import type { AgentRegistered } from '../../../domain/agent/events.ts';
import type { TaskNeeds } from '../../../domain/task/events.ts';
import type { TaskState } from '../../../domain/task/states.ts';
import type { Cause } from '../../pipeline/command.ts';

/** A task that has not ended, as the dispatch board begins with it. */
export interface OpenTask {
  readonly id: string;
  readonly revision: number;
  readonly state: TaskState;
  readonly kind: 'step' | 'worker';
  readonly step: string | null;
  readonly processId: string;
  readonly corpusId: string | null;
  readonly farmId: string | null;
  readonly priority: number;
  readonly requiresGpu: boolean;
  readonly needs: TaskNeeds;
  readonly ttlSeconds: number;
  /** When it last became pending; null before. */
  readonly queuedAt: Date | null;
  /** The event by which it last became pending; absent where it was not seen, as in rows. */
  readonly queuedBy?: Cause;
  readonly stopCause: string | null;
  readonly stoppingSince: Date | null;
  /** The live claim; null when there is none. */
  readonly claim: TaskClaimSnapshot | null;
}

export interface TaskClaimSnapshot {
  readonly term: number;
  readonly agentId: string | null;
  readonly runnerId: string | null;
  readonly gpuId: string | null;
  readonly claimedAt: Date;
  readonly startedAt: Date | null;
}

export interface KnownAgent {
  readonly revision: number;
  readonly state: 'active' | 'draining' | 'lost';
  /** Kept while it is lost: it returns as it was. */
  readonly draining: boolean;
  readonly registered: AgentRegistered;
}

export interface DispatchLook {
  /** Tasks that are not final, unscheduled ones too. */
  openTasks(): Promise<readonly OpenTask[]>;
  /** Agents that were not removed. */
  agents(): Promise<readonly KnownAgent[]>;
}
