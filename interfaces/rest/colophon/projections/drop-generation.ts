import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { noContent } from '../../edge/reply.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, projectionName, refusedAs } from './shapes.ts';

export const dropGeneration = action({
  id: 'DropGeneration',
  method: 'delete',
  path: '/colophon/projection/{name}/generation/{number}/',
  tag: 'colophon',
  summary: 'Drop the tables of a generation that is retired, or was built and is not wanted.',
  who: instanceAdmin,
  params: projectionName.extend({ number: z.coerce.number().int().min(1) }),
  answer: null,
  async respond({ path, principal }, { projections }) {
    try {
      await projections.drop(path.name, path.number, actorText(principal));
      return noContent;
    } catch (error) {
      return refusedAs(error);
    }
  },
});
