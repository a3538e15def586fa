import { test } from 'tap';
import { EmailTaken } from '../../../application/ports/identity/people.ts';
import { identityBench, uuid } from './identity-bench.ts';

test('people are found by id and by e-mail in any case, and named in lists', async (t) => {
  const { identity, ann, bob } = await identityBench(t);
  t.same(await identity.people.find(ann.id), ann);
  t.same(await identity.people.byEmail(' ANN@Example.org '), ann);
  t.equal(await identity.people.find(999), null);
  t.same(await identity.people.list(), [ann, bob]);
  t.same(await identity.people.names([ann.id, 999, ann.id]), new Map([[ann.id, 'ann']]));
  t.same(await identity.people.addresses([ann.id, 999]), new Map([[ann.id, 'ann@example.org']]));
});

test('an e-mail belongs to one person, whatever its case', async (t) => {
  const { identity, trail } = await identityBench(t);
  const again = { email: 'Ann@example.org', password: null, displayName: 'other', admin: false };
  await t.rejects(identity.people.create(again, 'test'), EmailTaken);
  t.equal((await trail()).length, 2);
});

test('only the right password of the right person opens; who has none cannot log in', async (t) => {
  const { identity, ann } = await identityBench(t);
  await identity.people.create({ email: 'nopass@example.org', password: null, displayName: 'n', admin: false }, 'test');
  t.same(await identity.people.authenticate('ann@example.org', "ann's password"), ann);
  for (const [email, password] of [
    ['ann@example.org', "bob's password"],
    ['ann@example.org', ''],
    ['nobody@example.org', "ann's password"],
    ['nopass@example.org', ''],
  ] as const) {
    t.equal(await identity.people.authenticate(email, password), null, `${email} ${password}`);
  }
});

test('every change leaves a trace with who did it', async (t) => {
  const { identity, ann, trail } = await identityBench(t);
  await identity.memberships.grant(ann.id, { kind: 'corpus', id: uuid(1) }, 'contributor', '2');
  await identity.farmSeeds.renew(uuid(3), '2');
  t.match(await trail(), [
    { actor: 'test', action: 'user created', target: '1', details: { admin: false } },
    { actor: 'test', action: 'user created', target: '2' },
    { actor: '2', action: 'membership granted', target: `corpus ${uuid(1)}`, details: { user: 1, level: 'contributor' } },
    { actor: '2', action: 'farm seed renewed', target: uuid(3) },
  ]);
});

test('a membership is raised, never lowered by another grant, and the same again changes nothing', async (t) => {
  const { identity, ann, trail } = await identityBench(t);
  const corpus = { kind: 'corpus', id: uuid(1) } as const;
  const grant = (level: 'guest' | 'contributor' | 'admin') => identity.memberships.grant(ann.id, corpus, level, 'test');
  await grant('contributor');
  await grant('guest');
  await grant('contributor');
  t.equal(await identity.memberships.levelOn(ann.id, corpus), 50);
  await grant('admin');
  t.equal(await identity.memberships.levelOn(ann.id, corpus), 100);
  t.equal((await trail()).filter(({ action }) => action === 'membership granted').length, 2);
});

test('levels are those of one person on one thing of one kind', async (t) => {
  const { identity, ann, bob } = await identityBench(t);
  await identity.memberships.grant(ann.id, { kind: 'corpus', id: uuid(1) }, 'admin', 'test');
  await identity.memberships.grant(ann.id, { kind: 'corpus', id: uuid(2) }, 'guest', 'test');
  await identity.memberships.grant(bob.id, { kind: 'corpus', id: uuid(1) }, 'guest', 'test');
  t.equal(await identity.memberships.levelOn(bob.id, { kind: 'corpus', id: uuid(2) }), 0);
  t.equal(await identity.memberships.levelOn(ann.id, { kind: 'worker', id: uuid(1) }), 0);
  t.same(await identity.memberships.idsWith(ann.id, 'corpus', 'contributor'), [uuid(1)]);
  t.same(
    await identity.memberships.levelsOn(ann.id, 'corpus', [uuid(1), uuid(2), uuid(3)]),
    new Map([
      [uuid(1), 100],
      [uuid(2), 10],
    ]),
  );
  t.same(
    await identity.memberships.countOn('corpus', [uuid(1), uuid(2), uuid(3)]),
    new Map([
      [uuid(1), 2],
      [uuid(2), 1],
    ]),
  );
});

test('a session ends by closing it or after 30 days; a wrong secret opens nothing', async (t) => {
  const { identity, ann, clock } = await identityBench(t);
  const [first, second] = [await identity.sessions.open(ann.id), await identity.sessions.open(ann.id)];
  t.equal((await identity.sessions.personOf(first.secret))?.id ?? null, ann.id);
  t.equal((await identity.sessions.personOf(`${first.secret}x`))?.id ?? null, null);
  await identity.sessions.close(first.secret);
  t.equal((await identity.sessions.personOf(first.secret))?.id ?? null, null);
  t.equal((await identity.sessions.personOf(second.secret))?.id ?? null, ann.id);
  clock.advance(30 * 86_400_000);
  t.equal((await identity.sessions.personOf(second.secret))?.id ?? null, null);
});

test('the seed of a farm fits that farm alone, until it is renewed', async (t) => {
  const { identity } = await identityBench(t);
  const [one, other] = [await identity.farmSeeds.renew(uuid(1), 'test'), await identity.farmSeeds.renew(uuid(2), 'test')];
  t.equal(await identity.farmSeeds.fits(uuid(1), one), true);
  t.equal(await identity.farmSeeds.fits(uuid(1), other), false);
  t.equal(await identity.farmSeeds.fits(uuid(3), one), false);
  await identity.farmSeeds.renew(uuid(1), 'test');
  t.equal(await identity.farmSeeds.fits(uuid(1), one), false);
});
