import { activityOperations } from './activity/index.ts';
import { agentOperations } from './agent/index.ts';
import { colophonOperations } from './colophon/index.ts';
import { corpusOperations } from './corpus/index.ts';
import type { AnyOperation } from './edge/operation.ts';
import { elementOperations } from './element/index.ts';
import { farmOperations } from './farm/index.ts';
import { imageOperations } from './image/index.ts';
import { processOperations } from './process/index.ts';
import { taskOperations } from './task/index.ts';
import { transcriptionOperations } from './transcription/index.ts';
import { userOperations } from './user/index.ts';
import { workerRunOperations } from './worker-run/index.ts';
import { workerOperations } from './worker/index.ts';

/** Every operation of the API: what the server answers and the documents declare. */
export const operations: readonly AnyOperation[] = [
  ...activityOperations,
  ...agentOperations,
  ...colophonOperations,
  ...corpusOperations,
  ...elementOperations,
  ...farmOperations,
  ...imageOperations,
  ...processOperations,
  ...taskOperations,
  ...transcriptionOperations,
  ...userOperations,
  ...workerOperations,
  ...workerRunOperations,
];
