import { configureProcess } from '../../domain/process/configure.ts';
import { facts } from './facts.ts';
import { filterFacts } from './process-filters.ts';

export const configureProcessFacts = facts(configureProcess, (look, state, input) =>
  filterFacts(look, state.about?.corpusId ?? null, input),
);
