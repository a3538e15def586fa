import { artifactsOfTask } from '../../../projections/artifacts/queries.ts';
import { readArray } from '../edge/operation.ts';
import { artifactReaders } from './artifact-readers.ts';
import { artifactSchema, artifactShown } from './artifact-shapes.ts';
import { taskId } from './shapes.ts';

export const listArtifacts = readArray({
  id: 'ListArtifacts',
  method: 'get',
  path: '/task/{id}/artifacts/',
  tag: 'tasks',
  summary: 'Files that a task has left, by path.',
  who: artifactReaders,
  params: taskId,
  answer: artifactSchema,
  find: ({ path }, { db }) => artifactsOfTask(db, path.id),
  shows: artifactShown,
});
