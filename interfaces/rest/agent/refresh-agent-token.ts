import { z } from 'zod';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { action } from '../edge/operation.ts';
import { json } from '../edge/reply.ts';
import { anybody } from '../edge/right.ts';

export const refreshAgentToken = action({
  id: 'RefreshAgentToken',
  method: 'post',
  path: '/agent/refresh/',
  tag: 'agents',
  summary: 'A new access token for a refresh token; 401: register again.',
  who: anybody,
  status: 200,
  body: z.object({ refresh_token: z.string().min(1) }),
  answer: z.object({ access_token: z.string(), access_expires: z.iso.datetime() }),
  async respond({ body }, { identity, removedAgents }) {
    const renewed = identity.tokens.refreshAgent(body.refresh_token);
    if (!renewed || (await removedAgents.has(renewed.agentId)))
      return refused(refusal('unauthenticated', { params: { message: 'This refresh token is not good any more: register again.' } }));
    return json({ access_token: renewed.accessToken, access_expires: renewed.accessExpires.toISOString() });
  },
});
