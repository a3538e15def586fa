import { addWorkerRun } from '../../domain/process/add-worker-run.ts';
import { facts } from './facts.ts';
import { workerRunFacts } from './known-worker.ts';

export const addWorkerRunFacts = facts(addWorkerRun, (look, _state, input) => workerRunFacts(look, input));
