import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { corpusEvents, type CorpusEvent } from './events.ts';

export interface ElementType {
  readonly elementTypeId: string;
  readonly slug: string;
  readonly displayName: string;
  readonly folder: boolean;
  readonly color: string;
  readonly indexable: boolean;
}

export interface CorpusState {
  /** Null before the creation. */
  readonly about: { readonly name: string; readonly description: string; readonly public: boolean } | null;
  readonly types: readonly ElementType[];
}

const without = (types: readonly ElementType[], id: string): readonly ElementType[] => types.filter((type) => type.elementTypeId !== id);

/** A project and its element types: slugs are unique here, so their rules are rules of this one stream. */
export const corpus: Aggregate<CorpusState, CorpusEvent> = {
  category: 'corpus',
  events: corpusEvents,
  initial: { about: null, types: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'CorpusCreated':
        return { ...state, about: { name: event.data.name, description: event.data.description, public: event.data.public } };
      case 'CorpusUpdated':
        return { ...state, about: state.about && { ...state.about, ...event.data } };
      case 'ElementTypeAdded':
        return { ...state, types: [...state.types, event.data] };
      case 'ElementTypeChanged':
        return { ...state, types: state.types.map((type) => (type.elementTypeId === event.data.elementTypeId ? event.data : type)) };
      case 'ElementTypeRemoved':
        return { ...state, types: without(state.types, event.data.elementTypeId) };
    }
  },
};

export const decision = decisionsOf(corpus);
