import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { action } from '../edge/operation.ts';
import { errorReply, json } from '../edge/reply.ts';
import { anybody } from '../edge/right.ts';
import { features, userSchema, userShape } from './shapes.ts';

/** Open, because a page that nobody is signed in to learns from the 401 what this server offers. */
export const retrieveUser = action({
  id: 'RetrieveUser',
  method: 'get',
  path: '/user/',
  tag: 'users',
  summary: 'Who asks; without credentials a 401 that tells what the server offers.',
  who: anybody,
  answer: userSchema,
  async respond({ principal, requestId }) {
    if (principal.kind === 'user') return json(userShape(principal.person));
    if (principal.kind !== 'nobody') return refused(refusal('forbidden'));
    return errorReply([refusal('unauthenticated')], requestId, { headers: { 'WWW-Authenticate': 'Token' }, body: { features } });
  },
});
