import { agentOperations } from './agent/index.ts';
import { corpusOperations } from './corpus/index.ts';
import type { AnyOperation } from './edge/operation.ts';
import { elementOperations } from './element/index.ts';
import { farmOperations } from './farm/index.ts';
import { imageOperations } from './image/index.ts';
import { processOperations } from './process/index.ts';
import { taskOperations } from './task/index.ts';
import { transcriptionOperations } from './transcription/index.ts';
import { userOperations } from './user/index.ts';
import { workerOperations } from './worker/index.ts';
import { workerRunOperations } from './worker-run/index.ts';

/** Every operation of the API: what is routed, validated, guarded and documented. */
export const allOperations: readonly AnyOperation[] = [
  ...userOperations,
  ...corpusOperations,
  ...elementOperations,
  ...imageOperations,
  ...transcriptionOperations,
  ...processOperations,
  ...workerRunOperations,
  ...taskOperations,
  ...agentOperations,
  ...farmOperations,
  ...workerOperations,
];
