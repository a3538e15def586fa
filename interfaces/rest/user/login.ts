import { z } from 'zod';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { action } from '../edge/operation.ts';
import { errorReply } from '../edge/reply.ts';
import { anybody } from '../edge/right.ts';
import { openingCookies } from './cookies.ts';
import { userSchema, userShape } from './shapes.ts';

const wrong = refusal('validation_failed', { field: 'non_field_errors', params: { message: 'Unable to log in with these credentials.' } });
const tooMany = refusal('forbidden', { params: { message: 'Too many failed logins: wait a while before the next.' } });

export const login = action({
  id: 'Login',
  method: 'post',
  path: '/user/login/',
  tag: 'users',
  summary: 'Open a session and get the token for programs; a repeated login answers the same token.',
  who: anybody,
  body: z.object({ email: z.string().min(1).max(250), password: z.string().min(1).max(1000) }),
  answer: userSchema.extend({ auth_token: z.string() }),
  async respond({ body: { email, password }, address, baseUrl, requestId }, { identity, logins, csrfCookie }) {
    const seconds = logins.waitFor(address, email);
    if (seconds > 0) return errorReply([tooMany], requestId, { status: 429, headers: { 'Retry-After': String(seconds) } });
    const person = await identity.people.authenticate(email, password);
    if (!person) {
      logins.failed(address, email);
      return refused(wrong);
    }
    logins.succeeded(address, email);
    const { secret } = await identity.sessions.open(person.id);
    const body = { ...userShape(person), auth_token: await identity.tokens.userToken(person.id) };
    return { status: 200, body, headers: { 'Set-Cookie': openingCookies(secret, csrfCookie, baseUrl) } };
  },
});
