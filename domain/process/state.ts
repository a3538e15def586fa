import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { processEvents, type ProcessEvent, type Start, type WorkerRun, type WorkersSetup } from './events.ts';

export interface ProcessAbout {
  readonly name: string | null;
  readonly corpusId: string | null;
  readonly creatorId: number | null;
  readonly setup: WorkersSetup;
  readonly useCache: boolean;
  readonly useGpu: boolean;
}

export interface ProcessState {
  readonly life: 'none' | 'draft' | 'open' | 'finished' | 'deleted';
  /** Null before the creation. */
  readonly about: ProcessAbout | null;
  readonly workerRuns: readonly WorkerRun[];
  /** The last start or retry, and when it was. */
  readonly start: Start | null;
  readonly startedAt: Date | null;
  /** How often the last run was opened again. */
  readonly generation: number;
  readonly stopRequested: boolean;
}

/** Number of the last start; 0 = never started. */
export const lastRun = (state: ProcessState): number => state.start?.run ?? 0;

const started = (state: ProcessState, start: Start, time: Date): ProcessState => ({
  ...state,
  life: 'open',
  start,
  startedAt: time,
  generation: 0,
  stopRequested: false,
});

function evolve(state: ProcessState, event: ProcessEvent, time: Date): ProcessState {
  switch (event.type) {
    case 'ProcessCreated': {
      const { name, corpusId, creatorId, setup, useCache, useGpu } = event.data;
      return { ...state, life: 'draft', about: { name, corpusId, creatorId, setup, useCache, useGpu } };
    }
    case 'ProcessRenamed':
    case 'ProcessConfigured':
      return { ...state, about: state.about && { ...state.about, ...event.data } };
    case 'WorkerRunAdded':
      return { ...state, workerRuns: [...state.workerRuns, event.data] };
    case 'WorkerRunChanged':
      return { ...state, workerRuns: state.workerRuns.map((run) => (run.workerRunId === event.data.workerRunId ? event.data : run)) };
    case 'WorkerRunRemoved':
      return { ...state, workerRuns: withoutRun(state.workerRuns, event.data.workerRunId) };
    case 'ProcessStarted':
    case 'ProcessRetried':
      return started(state, event.data, time);
    case 'ProcessStopRequested':
      return { ...state, stopRequested: true };
    case 'ProcessFinished':
      return { ...state, life: 'finished' };
    case 'ProcessReopened':
      return { ...state, life: 'open', generation: event.data.generation, stopRequested: false };
    case 'ProcessDeleted':
      return { ...state, life: 'deleted' };
  }
}

const withoutRun = (runs: readonly WorkerRun[], gone: string): readonly WorkerRun[] =>
  runs.filter((run) => run.workerRunId !== gone).map((run) => ({ ...run, parents: run.parents.filter((parent) => parent !== gone) }));

/**
 * A piece of work with its worker runs: every rule about them is a rule of this one stream.
 *
 *   draft ─(start)─► open (run n, generation g) ⇄ finished ─► deleted
 *     └─────────────────── deleted      │  retry: run n + 1, generation 0
 *                                       └─ reopen: generation g + 1
 */
export const process: Aggregate<ProcessState, ProcessEvent> = {
  category: 'process',
  events: processEvents,
  initial: { life: 'none', about: null, workerRuns: [], start: null, startedAt: null, generation: 0, stopRequested: false },
  evolve,
};

export const decision = decisionsOf(process);
