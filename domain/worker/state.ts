import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { workerEvents, type WorkerEvent } from './events.ts';

export interface WorkerConfiguration {
  readonly configurationId: string;
  readonly name: string;
  readonly contentHash: string;
  readonly archived: boolean;
}

export interface WorkerAbout {
  readonly name: string;
  readonly typeSlug: string;
  readonly description: string;
  readonly public: boolean;
}

export interface WorkerState {
  /** Null before the creation. */
  readonly about: WorkerAbout | null;
  readonly archived: boolean;
  readonly configurations: readonly WorkerConfiguration[];
}

const changed = (state: WorkerState, id: string, change: Partial<WorkerConfiguration>): WorkerState => ({
  ...state,
  configurations: state.configurations.map((one) => (one.configurationId === id ? { ...one, ...change } : one)),
});

/** A worker and its configurations, whose names and contents are unique in it. */
export const worker: Aggregate<WorkerState, WorkerEvent> = {
  category: 'worker',
  events: workerEvents,
  initial: { about: null, archived: false, configurations: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'WorkerCreated': {
        const { name, typeSlug, description } = event.data;
        return { ...state, about: { name, typeSlug, description, public: event.data.public } };
      }
      case 'WorkerUpdated':
        return { ...state, about: state.about && { ...state.about, ...event.data } };
      case 'WorkerArchived':
        return { ...state, archived: true };
      case 'WorkerUnarchived':
        return { ...state, archived: false };
      case 'ConfigurationCreated': {
        const { configurationId, name, contentHash } = event.data;
        return { ...state, configurations: [...state.configurations, { configurationId, name, contentHash, archived: false }] };
      }
      case 'ConfigurationRenamed':
        return changed(state, event.data.configurationId, { name: event.data.name });
      case 'ConfigurationArchived':
        return changed(state, event.data.configurationId, { archived: true });
      case 'ConfigurationUnarchived':
        return changed(state, event.data.configurationId, { archived: false });
    }
  },
};

export const decision = decisionsOf(worker);
