import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { createElement } from '../../../domain/element-batch/create-element.ts';
import { elementFields } from '../../../domain/element/fields.ts';
import { givenPolygon } from '../../../domain/element/zone.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { edgeRefusal } from '../edge/refusals/edge-refusal.ts';
import { elements } from '../../../projections/elements/fold.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { flag } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { inBody } from '../edge/target.ts';
import { madeByBody, madeByOf } from '../made-by.ts';
import { elementSchema, elementShown } from './shapes.ts';

export const createElementOperation = write({
  id: 'CreateElement',
  method: 'post',
  path: '/elements/create/',
  tag: 'elements',
  who: contributor.on(inBody('corpus', 'corpus')).orTask('corpus'),
  query: z.object({ slim_output: flag().optional() }),
  body: z.object({
    type: z.string().describe('Slug of its type'),
    name: elementFields.name,
    corpus: bodyId(),
    parent: bodyId().nullable().default(null),
    image: bodyId().nullable().default(null),
    polygon: givenPolygon.nullable().default(null),
    rotation_angle: elementFields.rotationAngle.default(0),
    mirrored: elementFields.mirrored.default(false),
    confidence: elementFields.confidence.default(null),
    ...madeByBody,
  }),
  answer: z.union([elementSchema, z.object({ id: z.uuid() })]),
  command: ({ body, commandId }) =>
    command(createElement, commandId, {
      corpusId: body.corpus,
      typeSlug: body.type,
      name: body.name,
      parentId: body.parent,
      imageId: body.image,
      polygon: body.polygon,
      rotationAngle: body.rotation_angle,
      mirrored: body.mirrored,
      confidence: body.confidence,
      ...madeByOf(body),
    }),
  async says(asked, outcome, services) {
    const id = derivedId(asked.commandId, 0);
    if (asked.query.slim_output) return { id };
    const [row] = await services.answers.rows(elements, [id], outcome);
    if (!row) throw edgeRefusal('not_found');
    const [shown] = await elementShown.present([row], { ...services, asked });
    return shown!;
  },
});
