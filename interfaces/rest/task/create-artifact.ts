import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { addArtifact, artifactId } from '../../../domain/task/add-artifact.ts';
import { write } from '../edge/operation.ts';
import { taskItself } from '../edge/right.ts';
import { announcedArtifactShown, artifactSchema } from './artifact-shapes.ts';
import { taskId } from './shapes.ts';

export const createArtifact = write({
  id: 'CreateArtifact',
  method: 'post',
  path: '/task/{id}/artifacts/',
  tag: 'tasks',
  summary: 'Announce a file of a task; the answer says where to upload it.',
  who: taskItself('id', { grace: true }).orAgentIf(async () => 'granted'),
  params: taskId,
  body: z.object({ path: z.string(), size: z.int().min(0), content_type: z.string().min(1).max(250) }),
  answer: artifactSchema,
  command: ({ path, body, principal }) =>
    command(addArtifact, path.id, {
      path: body.path,
      size: body.size,
      contentType: body.content_type,
      term: principal.kind === 'task' ? principal.term : null,
    }),
  shows: announcedArtifactShown,
  key: ({ path, body }) => artifactId(path.id, body.path),
});
