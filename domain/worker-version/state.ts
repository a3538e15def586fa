import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import type { JsonObject } from '../kernel/json.ts';
import { workerVersionEvents, type Usage, type WorkerVersionEvent } from './events.ts';

export interface WorkerVersionState {
  readonly life: 'none' | 'created' | 'processing' | 'available' | 'error';
  /** What was published; null before. */
  readonly published: {
    readonly configuration: JsonObject;
    readonly gpuUsage: Usage;
    readonly modelUsage: Usage;
    readonly image: string | null;
  } | null;
}

/**
 * created ──► available
 * created ──► processing ──► available | error;  error ──► processing (built anew)
 */
export const workerVersion: Aggregate<WorkerVersionState, WorkerVersionEvent> = {
  category: 'workerversion',
  events: workerVersionEvents,
  initial: { life: 'none', published: null },
  evolve(state, event) {
    switch (event.type) {
      case 'WorkerVersionCreated': {
        const { configuration, gpuUsage, modelUsage, image } = event.data;
        return { life: 'created', published: { configuration, gpuUsage, modelUsage, image } };
      }
      case 'WorkerVersionBuilding':
        return { ...state, life: 'processing' };
      case 'WorkerVersionAvailable':
        return { ...state, life: 'available', published: state.published && { ...state.published, image: event.data.image } };
      case 'WorkerVersionFailed':
        return { ...state, life: 'error' };
    }
  },
};

export const decision = decisionsOf(workerVersion);
