import { unless, type Refusal } from '../kernel/refusal.ts';

/** What the filters of a process must know about its project. */
export interface FilterFacts {
  readonly elementInCorpus: boolean;
  /** Type with the slug asked for in this project; null: none was asked for, or there is none. */
  readonly elementTypeId: string | null;
}

/** Filters as asked for; null and absent alike narrow nothing. */
export interface AskedFilters {
  readonly elementId?: string | null;
  readonly elementType?: string | null;
  readonly mlClassId?: string | null;
}

const foreign = (field: string, what: string) => ({ field, params: { message: `This project has no such ${what}.` } });

/** What the filters name belongs to the project. Nothing can be classified on this server, so no class does. */
export const filterRefusals = (asked: AskedFilters, facts: FilterFacts): readonly (Refusal | false)[] => [
  unless(!asked.elementId || facts.elementInCorpus, 'validation_failed', foreign('element', 'element')),
  unless(!asked.elementType || facts.elementTypeId !== null, 'validation_failed', foreign('element_type', 'type')),
  unless(!asked.mlClassId, 'validation_failed', foreign('ml_class', 'class')),
];
