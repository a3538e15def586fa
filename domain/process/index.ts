import type { AnyDecision } from '../kernel/decision.ts';
import { addWorkerRun } from './add-worker-run.ts';
import { changeWorkerRun } from './change-worker-run.ts';
import { configureProcess } from './configure.ts';
import { createProcess } from './create.ts';
import { deleteProcess } from './delete.ts';
import { finishProcess } from './finish.ts';
import { removeWorkerRun } from './remove-worker-run.ts';
import { reopenProcess } from './reopen.ts';
import { requestStop } from './request-stop.ts';
import { retryProcess } from './retry.ts';
import { startProcess } from './start.ts';

export { process } from './state.ts';

export const processDecisions: readonly AnyDecision[] = [
  addWorkerRun,
  changeWorkerRun,
  configureProcess,
  createProcess,
  deleteProcess,
  finishProcess,
  removeWorkerRun,
  reopenProcess,
  requestStop,
  retryProcess,
  startProcess,
];
