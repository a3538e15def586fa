import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { elementFields } from '../../../domain/element/fields.ts';
import { updateElement } from '../../../domain/element/update-element.ts';
import { givenPolygon } from '../../../domain/element/zone.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { uuid } from '../edge/query-values.ts';
import { elementEditors } from './editors.ts';
import { elementSchema, elementShown } from './shapes.ts';

export const partialUpdateElement = write({
  id: 'PartialUpdateElement',
  method: 'patch',
  path: '/element/{id}/',
  tag: 'elements',
  who: elementEditors,
  params: z.object({ id: uuid() }),
  body: z
    .object({
      type: z.string().describe('Slug of its type'),
      name: elementFields.name,
      polygon: givenPolygon.nullable(),
      confidence: elementFields.confidence,
      rotation_angle: elementFields.rotationAngle,
      mirrored: elementFields.mirrored,
      image: bodyId().nullable(),
    })
    .partial(),
  answer: elementSchema,
  command: ({ path, body: { type, image, rotation_angle, ...rest } }) =>
    command(updateElement, path.id, { typeSlug: type, imageId: image, rotationAngle: rotation_angle, ...rest }),
  shows: elementShown,
  key: ({ path }) => path.id,
});
