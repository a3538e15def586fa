import { readArray } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { projectionSchema, projectionShown } from './shapes.ts';

export const listProjections = readArray({
  id: 'ListProjections',
  method: 'get',
  path: '/colophon/projections/',
  tag: 'colophon',
  summary: 'How far each read model is, and what is being built beside it.',
  who: instanceAdmin,
  answer: projectionSchema,
  find: (_asked, { projections }) => projections.list(),
  shows: projectionShown,
});
