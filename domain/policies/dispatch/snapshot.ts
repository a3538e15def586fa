import type { Gpu } from '../../agent/events.ts';
import type { TaskNeeds } from '../../task/events.ts';

/** A pending task that nobody has claimed. */
export interface WaitingTask {
  readonly id: string;
  readonly processId: string;
  /** A process without project (repository) counts as a project of its own. */
  readonly corpusId: string | null;
  readonly farmId: string | null;
  readonly priority: number;
  readonly queuedAt: Date;
  readonly requiresGpu: boolean;
  readonly needs: TaskNeeds;
}

export interface AgentSnapshot {
  readonly id: string;
  readonly farmId: string;
  readonly hostname: string;
  readonly state: 'active' | 'draining' | 'lost';
  readonly lastPing: Date | null;
  readonly cpuCores: number;
  /** Bytes. */
  readonly ramTotal: number;
  /** Measured, as shares from 0 to 1. */
  readonly cpuLoad: number;
  readonly ramLoad: number;
  readonly gpus: readonly Gpu[];
  readonly capabilities: readonly string[];
}

export interface LiveClaim {
  readonly taskId: string;
  readonly processId: string;
  readonly corpusId: string | null;
  /** Null: the built-in runner, which takes no place on an agent. */
  readonly agentId: string | null;
  readonly gpuId: string | null;
  readonly needs: TaskNeeds;
  readonly since: Date;
}

export interface Limits {
  readonly maxPerProcess: number;
  readonly maxPerProject: number;
  /** Silence after which an agent gets nothing, in ms. */
  readonly agentTimeoutMs: number;
  /** Wait after which a task that does not fit keeps an agent free for itself, in ms. */
  readonly reserveAfterMs: number;
}

/** All that placing and explaining look at. */
export interface Snapshot {
  readonly tasks: readonly WaitingTask[];
  readonly agents: readonly AgentSnapshot[];
  readonly claims: readonly LiveClaim[];
  readonly limits: Limits;
  readonly now: Date;
}

/** Share under which a task counts for fairness. */
export const shareOf = ({ corpusId, processId }: { readonly corpusId: string | null; readonly processId: string }): string =>
  corpusId ?? processId;
