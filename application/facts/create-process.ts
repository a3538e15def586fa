import { createProcess } from '../../domain/process/create.ts';
import { facts } from './facts.ts';
import { filterFacts } from './process-filters.ts';

export const createProcessFacts = facts(createProcess, (look, _state, input) => filterFacts(look, input.corpusId, input));
