import { changedRun, changeWorkerRun } from '../../domain/process/change-worker-run.ts';
import { facts } from './facts.ts';
import { workerRunFacts } from './known-worker.ts';

export const changeWorkerRunFacts = facts(changeWorkerRun, (look, state, input) => workerRunFacts(look, changedRun(state, input)));
