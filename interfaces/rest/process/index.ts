import type { AnyOperation } from '../edge/operation.ts';
import { createProcessOperation } from './create.ts';
import { destroyProcess } from './destroy.ts';
import { listProcessElements } from './list-elements.ts';
import { listProcesses } from './list.ts';
import { retrieveProcess } from './retrieve.ts';
import { retryProcessOperation } from './retry.ts';
import { startProcessOperation } from './start.ts';
import { partialUpdateProcess } from './update.ts';

export const processOperations: readonly AnyOperation[] = [
  createProcessOperation,
  destroyProcess,
  listProcessElements,
  listProcesses,
  partialUpdateProcess,
  retrieveProcess,
  retryProcessOperation,
  startProcessOperation,
];
