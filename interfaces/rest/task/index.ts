import type { AnyOperation } from '../edge/operation.ts';
import { createArtifact } from './create-artifact.ts';
import { downloadArtifact } from './download-artifact.ts';
import { listArtifacts } from './list-artifacts.ts';
import { retrieveTaskFromAgent } from './retrieve-from-agent.ts';
import { retrieveTask } from './retrieve.ts';
import { partialUpdateTaskFromAgent, updateTaskFromAgent } from './update-from-agent.ts';
import { partialUpdateTask } from './update.ts';

export const taskOperations: readonly AnyOperation[] = [
  createArtifact,
  downloadArtifact,
  listArtifacts,
  partialUpdateTask,
  partialUpdateTaskFromAgent,
  retrieveTask,
  retrieveTaskFromAgent,
  updateTaskFromAgent,
];
