import { test } from 'tap';
import { postgresIdentity } from '../../../infrastructure/identity/postgres-identity.ts';
import { identityBench, uuid } from './identity-bench.ts';

/** The same text with one character changed, at each place in turn. */
const forgeries = (token: string): readonly string[] =>
  [...token].map((char, at) => token.slice(0, at) + (char === 'a' ? 'b' : 'a') + token.slice(at + 1));

test('a user has one token, the same until it is rotated, and it says who the user is', async (t) => {
  const { identity, ann, bob } = await identityBench(t);
  const token = await identity.tokens.userToken(ann.id);
  t.equal(await identity.tokens.userToken(ann.id), token);
  t.not(await identity.tokens.userToken(bob.id), token);
  t.equal((await identity.tokens.personOf(token))?.id ?? null, ann.id);
});

test('a rotated token ends, for this user only, and leaves a trace', async (t) => {
  const { identity, ann, bob, trail } = await identityBench(t);
  const [old, others] = [await identity.tokens.userToken(ann.id), await identity.tokens.userToken(bob.id)];
  const fresh = await identity.tokens.rotateUserToken(ann.id, '1');
  t.equal((await identity.tokens.personOf(old))?.id ?? null, null);
  t.equal((await identity.tokens.personOf(fresh))?.id ?? null, ann.id);
  t.equal((await identity.tokens.personOf(others))?.id ?? null, bob.id);
  t.match((await trail()).at(-1), { actor: '1', action: 'token rotated', target: String(ann.id) });
});

test('wrong, foreign and damaged user tokens are nobody', async (t) => {
  const { identity, ann, bob } = await identityBench(t);
  const token = await identity.tokens.userToken(ann.id);
  const [, mac] = token.split('.');
  const foreign = [
    `${bob.id}.${mac}`,
    `999.${mac}`,
    mac!,
    '',
    '.',
    `${token}x`,
    ` ${token}`,
    `0${token}`,
    `${ann.id}.`,
    `${2 ** 31}.${mac}`,
  ];
  for (const wrong of [...foreign, ...forgeries(token)]) t.equal((await identity.tokens.personOf(wrong))?.id ?? null, null, wrong);
});

test('a task token names task and term; neither can be changed', async (t) => {
  const { identity } = await identityBench(t);
  const claim = { taskId: uuid(1), term: 3 };
  const token = identity.tokens.taskToken(claim);
  t.same(identity.tokens.claimOf(token), claim);
  t.equal(token, identity.tokens.taskToken(claim));
  const [task, , mac] = token.split('.');
  for (const wrong of [`${task}.4.${mac}`, `${uuid(2)}.3.${mac}`, `${task}.03.${mac}`, `${task}.3`, ...forgeries(token)]) {
    t.equal(identity.tokens.claimOf(wrong), null, wrong);
  }
});

test('an agent token ends after 15 minutes, its refresh token after 30 days', async (t) => {
  const { identity, clock } = await identityBench(t);
  const { accessToken, accessExpires, refreshToken, refreshExpires } = identity.tokens.agentTokens(uuid(5));
  t.equal(accessExpires.getTime() - clock.now().getTime(), 15 * 60_000);
  t.equal(refreshExpires.getTime() - clock.now().getTime(), 30 * 86_400_000);
  t.equal(identity.tokens.agentOf(accessToken), uuid(5));
  clock.advance(15 * 60_000);
  t.equal(identity.tokens.agentOf(accessToken), null);
  const renewed = identity.tokens.refreshAgent(refreshToken);
  t.equal(renewed?.agentId, uuid(5));
  t.equal(identity.tokens.agentOf(renewed!.accessToken), uuid(5));
  clock.advance(30 * 86_400_000);
  t.equal(identity.tokens.refreshAgent(refreshToken), null);
});

test('a token of one kind does not pass for another', async (t) => {
  const { identity, ann } = await identityBench(t);
  const { accessToken, refreshToken } = identity.tokens.agentTokens(uuid(5));
  const task = identity.tokens.taskToken({ taskId: uuid(5), term: 1 });
  const user = await identity.tokens.userToken(ann.id);
  t.equal(identity.tokens.agentOf(refreshToken), null);
  t.equal(identity.tokens.refreshAgent(accessToken), null);
  for (const token of [accessToken, refreshToken, task]) t.equal((await identity.tokens.personOf(token))?.id ?? null, null);
  for (const token of [accessToken, refreshToken, user]) t.equal(identity.tokens.claimOf(token), null);
  for (const token of [task, user]) t.equal(identity.tokens.agentOf(token), null);
});

test('another server with another key knows none of these tokens', async (t) => {
  const { identity, pool, clock, ann } = await identityBench(t);
  const other = postgresIdentity(pool, clock, 'another key').tokens;
  t.equal((await other.personOf(await identity.tokens.userToken(ann.id)))?.id ?? null, null);
  t.equal(other.claimOf(identity.tokens.taskToken({ taskId: uuid(1), term: 1 })), null);
  t.equal(other.agentOf(identity.tokens.agentTokens(uuid(1)).accessToken), null);
});

test('no token and no key stands in the tables', async (t) => {
  const { identity, pool, ann } = await identityBench(t);
  const token = await identity.tokens.userToken(ann.id);
  const { secret } = await identity.sessions.open(ann.id);
  const seed = await identity.farmSeeds.renew(uuid(1), 'test');
  const tables = ['users', 'sessions', 'farm_seeds', 'memberships', 'identity_audit'];
  for (const table of tables) {
    const { rows } = await pool.query(`select t::text as row from identity.${table} t`);
    const text = JSON.stringify(rows);
    for (const hidden of [token, token.split('.')[1]!, secret, seed, "ann's password", 'the key of this server'])
      t.notOk(text.includes(hidden), table);
  }
});
