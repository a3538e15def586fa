import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { taskEvents, type ErrorCause, type StopCause, type TaskCreated, type TaskEvent } from './events.ts';
import type { FinalState, TaskState } from './states.ts';

/** One giving of the task to one agent, or to the built-in runner (`agentId` null). Live while it has not ended. */
export interface Claim {
  readonly term: number;
  readonly attempt: number;
  readonly agentId: string | null;
  readonly gpuId: string | null;
  readonly runnerId: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly end: FinalState | 'released' | null;
}

export interface Artifact {
  readonly term: number;
  readonly size: number;
  readonly contentType: string;
}

export interface TaskLife {
  /** Null before the creation. */
  readonly created: TaskCreated | null;
  readonly state: TaskState;
  readonly attempt: number;
  /** When the attempt began, if it is not the first. */
  readonly restartedAt: Date | null;
  /** Every claim over the task's life, by term from 1. */
  readonly claims: readonly Claim[];
  readonly stop: { readonly cause: StopCause; readonly at: Date } | null;
  /** Why it is in error; null in every other state. */
  readonly errorCause: ErrorCause | null;
  readonly artifacts: ReadonlyMap<string, Artifact>;
  /** Late reports that stand in the stream already: see `lateReport`. */
  readonly lateReports: ReadonlySet<string>;
}

/** Key under which a late report is recorded once. Terms that were never issued share one, so that nobody can fill the stream. */
export const lateKey = (state: TaskLife, term: number | null, reported: string): string =>
  `${term !== null && state.claims[term - 1] ? term : 'unknown'} ${reported}`;

/** The newest claim, unless it has ended; the only one that may report. */
export function liveClaim(state: TaskLife): Claim | null {
  const newest = state.claims.at(-1);
  return newest && newest.endedAt === null ? newest : null;
}

export const claimOfTerm = (state: TaskLife, term: number): Claim | null => state.claims[term - 1] ?? null;

const withNewest = (state: TaskLife, change: Partial<Claim>): readonly Claim[] => {
  const newest = state.claims.at(-1);
  return newest ? [...state.claims.slice(0, -1), { ...newest, ...change }] : [];
};

/** A final state ends the claim, if there is one: nothing else has to be released. */
const ended = (state: TaskLife, end: FinalState, at: Date): TaskLife => ({
  ...state,
  state: end,
  errorCause: null,
  claims: liveClaim(state) ? withNewest(state, { endedAt: at, end }) : state.claims,
});

function evolve(state: TaskLife, event: TaskEvent, time: Date): TaskLife {
  switch (event.type) {
    case 'TaskCreated':
      return { ...state, created: event.data };
    case 'TaskQueued':
      return { ...state, state: 'pending' };
    case 'TaskClaimed': {
      const { term, attempt, agentId, gpuId, runnerId } = event.data;
      return {
        ...state,
        claims: [...state.claims, { term, attempt, agentId, gpuId, runnerId, startedAt: null, endedAt: null, end: null }],
      };
    }
    case 'TaskClaimReleased':
      return { ...state, state: 'pending', claims: withNewest(state, { endedAt: time, end: 'released' }) };
    case 'TaskStarted':
      return { ...state, state: 'running', claims: withNewest(state, { startedAt: time }) };
    case 'TaskStopRequested':
      return { ...state, state: 'stopping', stop: { cause: event.data.cause, at: time } };
    case 'TaskCompleted':
      return ended(state, 'completed', time);
    case 'TaskFailed':
      return ended(state, 'failed', time);
    case 'TaskErrored':
      return { ...ended(state, 'error', time), errorCause: event.data.cause };
    case 'TaskStopped':
      return ended(state, 'stopped', time);
    case 'TaskRestarted':
      return { ...state, state: event.data.nextState, attempt: event.data.attempt, restartedAt: time, stop: null, errorCause: null };
    case 'ArtifactAdded': {
      const { path, term, size, contentType } = event.data;
      return { ...state, artifacts: new Map(state.artifacts).set(path, { term, size, contentType }) };
    }
    case 'TaskLogUploaded':
    case 'LateReportAdopted':
      return state;
    case 'LateReportRefused': {
      const { reportedTerm, report } = event.data;
      return { ...state, lateReports: new Set(state.lateReports).add(lateKey(state, reportedTerm, report.state)) };
    }
  }
}

/**
 * One container, or one built-in step, to execute.
 *
 *   unscheduled ─► pending ⇄ claimed ─► running ─► completed | failed | error
 *        │            │          │         │
 *        └── stopped ◄┘          └─► stopping ─► stopped | completed | failed | error
 *
 *   error (agent lost) ─(a late report is adopted)─► completed | failed
 *   failed, error, stopped ─(restart, attempt + 1)─► pending, or unscheduled while a parent is not completed
 */
export const task: Aggregate<TaskLife, TaskEvent> = {
  category: 'task',
  events: taskEvents,
  initial: {
    created: null,
    state: 'unscheduled',
    attempt: 1,
    restartedAt: null,
    claims: [],
    stop: null,
    errorCause: null,
    artifacts: new Map(),
    lateReports: new Set(),
  },
  evolve,
  refusalEvents: ['LateReportRefused'],
};

export const decision = decisionsOf(task);
