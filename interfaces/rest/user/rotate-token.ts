import { z } from 'zod';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { action } from '../edge/operation.ts';
import { json } from '../edge/reply.ts';
import { anyUser } from '../edge/right.ts';

export const rotateUserToken = action({
  id: 'RotateUserToken',
  method: 'post',
  path: '/user/token/',
  tag: 'users',
  summary: 'Get a new token for programs; the old one ends.',
  who: anyUser,
  answer: z.object({ auth_token: z.string() }),
  async respond({ principal }, { identity }) {
    if (principal.kind !== 'user') return refused(refusal('forbidden'));
    const { id } = principal.person;
    return json({ auth_token: await identity.tokens.rotateUserToken(id, String(id)) });
  },
});
