import { test } from 'tap';
import { userOperations } from '../../../../interfaces/rest/user/index.ts';
import { edgeBench } from '../edge/edge-bench.ts';

const bench = async (t: Parameters<typeof edgeBench>[0]) => {
  const made = await edgeBench(t, userOperations);
  const fay = await made.identity.people.create({ email: 'fay@example.org', password: 'right', displayName: 'Fay', admin: false }, 'test');
  const logIn = (password: string, email = 'fay') =>
    made.ask('POST', '/user/login/', { body: { email: email === 'fay' ? fay.email : email, password } });
  return { ...made, fay, logIn };
};

const features = { signup: false, search: false, selection: false, workers_activity: true, oidc: false };

test('a login answers who one is, with the token for programs and the cookies of a session', async (t) => {
  const { logIn, ask, fay } = await bench(t);
  const answer = await logIn('right');
  t.equal(answer.status, 200);
  const body = (await answer.json()) as { auth_token: string };
  t.match(body, { id: fay.id, email: 'fay@example.org', display_name: 'Fay', admin: false, features, auth_token: String });
  const cookies = answer.headers.getSetCookie();
  t.match(cookies, [
    /^colophon\.session=.+; Path=\/; Max-Age=2592000; SameSite=Lax; HttpOnly$/,
    /^arkindex\.csrf=[\w-]{32}; Path=\/; Max-Age=2592000; SameSite=Lax$/,
  ]);
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  for (const headers of [{ cookie }, { authorization: `Token ${body.auth_token}` }]) {
    t.match(await (await ask('GET', '/user/', { headers })).json(), { id: fay.id, features });
  }
  t.equal(
    ((await (await logIn('right')).json()) as { auth_token: string }).auth_token,
    body.auth_token,
    'a repeated login answers the same',
  );
});

test('a wrong password and an unknown e-mail are told alike', async (t) => {
  const { logIn } = await bench(t);
  const [wrong, unknown] = [await logIn('wrong'), await logIn('right', 'nobody@example.org')];
  t.equal(wrong.status, 400);
  t.equal(unknown.status, 400);
  const [one, other] = [(await wrong.json()) as { non_field_errors: unknown }, (await unknown.json()) as { non_field_errors: unknown }];
  t.same(one.non_field_errors, ['Unable to log in with these credentials.']);
  t.same(other.non_field_errors, one.non_field_errors);
});

test('ten failed logins in 15 minutes are enough; then even the right password waits', async (t) => {
  const { logIn, clock } = await bench(t);
  for (let n = 0; n < 10; n++) t.equal((await logIn('wrong')).status, 400);
  const refused = await logIn('right');
  t.equal(refused.status, 429);
  t.equal(refused.headers.get('retry-after'), '900');
  t.match(await refused.json(), { detail: /Too many/ });
  t.equal((await logIn('wrong', 'ann@example.org')).status, 400, 'others are not kept out');
  clock.advance(15 * 60_000 + 1);
  t.equal((await logIn('right')).status, 200);
});

test('a good login forgets the failed ones before it', async (t) => {
  const { logIn } = await bench(t);
  for (let n = 0; n < 9; n++) await logIn('wrong');
  t.equal((await logIn('right')).status, 200);
  for (let n = 0; n < 9; n++) t.equal((await logIn('wrong')).status, 400);
  t.equal((await logIn('right')).status, 200);
});

test('logging out ends the session and takes its cookies away, not the token', async (t) => {
  const { logIn, ask, server } = await bench(t);
  const answer = await logIn('right');
  const { auth_token } = (await answer.json()) as { auth_token: string };
  const [session = '', csrf = ''] = answer.headers.getSetCookie().map((one) => one.split(';')[0]!);
  const headers = { cookie: `${session}; ${csrf}`, 'x-csrftoken': csrf.split('=')[1]!, origin: server.url };
  const out = await ask('POST', '/user/logout/', { headers });
  t.equal(out.status, 204);
  t.match(out.headers.getSetCookie(), [/^colophon\.session=; .*Max-Age=0/, /^arkindex\.csrf=; .*Max-Age=0/]);
  t.equal((await ask('GET', '/user/', { headers: { cookie: session } })).status, 401);
  t.equal((await ask('GET', '/user/', { headers: { authorization: `Token ${auth_token}` } })).status, 200);
});

test('without credentials one learns what the server offers', async (t) => {
  const { ask } = await bench(t);
  const answer = await ask('GET', '/user/');
  t.equal(answer.status, 401);
  t.equal(answer.headers.get('www-authenticate'), 'Token');
  t.match(await answer.json(), { detail: String, features });
});

test('a new token ends the old one', async (t) => {
  const { ask } = await bench(t);
  const answer = await ask('POST', '/user/token/', { as: 'ann' });
  t.equal(answer.status, 200);
  const { auth_token } = (await answer.json()) as { auth_token: string };
  t.equal((await ask('GET', '/user/', { as: 'ann' })).status, 401);
  t.equal((await ask('GET', '/user/', { headers: { authorization: `Token ${auth_token}` } })).status, 200);
});

test('agents are no users', async (t) => {
  const { ask } = await bench(t);
  for (const [method, path] of [
    ['GET', '/user/'],
    ['POST', '/user/token/'],
    ['POST', '/user/logout/'],
  ] as const) {
    t.equal((await ask(method, path, { headers: { authorization: 'Bearer agent-1' } })).status, 403, path);
  }
});
