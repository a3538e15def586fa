import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { repositoryEvents, type RepositoryEvent } from './events.ts';

export interface RepositoryState {
  readonly known: boolean;
  /** Revision ids by `<type>/<name>`. */
  readonly refs: Readonly<Record<string, string>>;
}

export const refKey = (ref: { readonly type: string; readonly name: string }): string => `${ref.type}/${ref.name}`;

/** A Git repository and its refs; a ref points to one revision at a time. */
export const repository: Aggregate<RepositoryState, RepositoryEvent> = {
  category: 'repository',
  events: repositoryEvents,
  initial: { known: false, refs: {} },
  evolve(state, event) {
    switch (event.type) {
      case 'RepositoryAdded':
        return { ...state, known: true };
      case 'GitRefMoved':
        return { ...state, refs: { ...state.refs, [refKey(event.data)]: event.data.revisionId } };
    }
  },
};

export const decision = decisionsOf(repository);
