import { z } from 'zod';
import { oneImage } from '../../../projections/images/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { imageReaders } from './readable.ts';
import { imageSchema, imageShown } from './shapes.ts';

export const retrieveImage = read({
  id: 'RetrieveImage',
  method: 'get',
  path: '/image/{id}/',
  tag: 'images',
  who: imageReaders,
  params: z.object({ id: uuid() }),
  answer: imageSchema,
  find: ({ path }, { db }) => oneImage(db, path.id),
  shows: imageShown,
});
