import { action } from '../edge/operation.ts';
import { anyUser } from '../edge/right.ts';
import { closingCookies } from './cookies.ts';

export const logout = action({
  id: 'Logout',
  method: 'post',
  path: '/user/logout/',
  tag: 'users',
  summary: 'End the session; the token for programs stays good.',
  who: anyUser,
  status: 204,
  answer: null,
  async respond({ principal, baseUrl }, { identity, csrfCookie }) {
    if (principal.kind === 'user' && principal.session !== null) await identity.sessions.close(principal.session);
    return { status: 204, headers: { 'Set-Cookie': closingCookies(csrfCookie, baseUrl) } };
  },
});
