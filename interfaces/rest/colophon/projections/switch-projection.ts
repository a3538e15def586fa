import { z } from 'zod';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { actorText, answered, generationSchema, projectionName, reason, refusedAs } from './shapes.ts';

export const switchProjection = action({
  id: 'SwitchProjection',
  method: 'post',
  path: '/colophon/projection/{name}/switch/',
  tag: 'colophon',
  summary:
    'Put what was built and verified in place of what is live; not verified: only by force and with a reason, which is kept. What was retired before is dropped, where `drop_retired` says that it may be.',
  who: instanceAdmin,
  status: 200,
  params: projectionName,
  body: z
    .object({
      force: z.boolean().default(false),
      reason: reason.optional(),
      drop_retired: z.boolean().default(false).describe('The generation retired before may go: no rollback to it any more'),
    })
    .refine(({ force, reason: why }) => !force || why !== undefined, { path: ['reason'], message: 'Say why the switch is forced.' }),
  answer: generationSchema,
  async respond({ path: { name }, body, principal }, { projections }) {
    try {
      const changes = await projections.would(name, { kind: 'switch', force: body.force, reason: body.reason ?? null });
      const lost = changes.find(({ to }) => to === 'dropped');
      if (lost && !body.drop_retired) return refused(refusal('state_forbidden', { params: { message: lossText(name, lost.number) } }));
    } catch (error) {
      return refusedAs(error);
    }
    return answered(projections.switch(name, actorText(principal), body.force ? { reason: body.reason ?? '' } : null));
  },
});

const lossText = (name: string, number: number): string =>
  `${name}: generation ${number}, which was retired before, is dropped by the switch; no rollback to it any more. Give drop_retired: true if it may go.`;
