import { test } from 'tap';
import { farmSchema } from '../../../../interfaces/rest/farm/shapes.ts';
import { agentBench, machine } from '../agent/agent-bench.ts';

const unknown = 'fa000000-0000-4000-8000-0000000000ff';

test('a farm is made by administrators, and shows its seed once', async (t) => {
  const { ask, person, ida, register, readSide, store } = await agentBench(t);
  const create = (body: object, as = ida) => ask('POST', '/farms/', { as, body });
  const made = await create({ name: '  Attic ' });
  t.match(made, { status: 201, body: { id: String, name: 'Attic', seed: /^[\w-]{32}$/ } });
  t.match(await register(machine(), {}, made.body), { status: 201, body: { farm: { id: made.body.id, name: 'Attic' } } });

  await readSide.caughtUp();
  const { body: list } = await ask('GET', '/process/farms/', { as: ida });
  t.strictSame(Object.keys(list.results[0]), Object.keys(farmSchema.shape));
  t.notMatch(JSON.stringify(list), made.body.seed);
  t.notMatch(JSON.stringify((await store.readStream(`farm-${made.body.id}`)).map(({ data }) => data)), made.body.seed);

  for (const name of ['', '   ', 'x'.repeat(101), 7]) t.match(await create({ name }), { status: 400, body: { name: [String] } });
  t.match(await create({}), { status: 400, body: { name: [String] } });
  t.match(await create({ name: 'Mine' }, person()), { status: 403 });
  t.match(await ask('POST', '/farms/', { body: { name: 'Mine' } }), { status: 401 });
});

test('the name of a farm is not given a second time', async (t) => {
  const { ask, ida, farm, person, store } = await agentBench(t);
  const create = (name: string, as = ida) => ask('POST', '/farms/', { as, body: { name } });
  t.match(await create(`  ${farm.name} `), {
    status: 400,
    body: { name: ['The name “Mill” is already taken.'], problems: [{ code: 'name_taken', field: 'name' }] },
  });
  t.match(await create('Caf\u00e9'), { status: 201, body: { name: 'Café' } });
  t.match(await create('Cafe\u0301'), { status: 400 }, 'also when it was made a moment ago, and is written in another way');
  t.match(await create('mill'), { status: 201 }, 'case counts');
  t.match(await create('Mill', person()), { status: 403 });
  t.equal((await store.readAll(0n, 1000)).events.filter(({ type }) => type === 'FarmCreated').length, 3);
});

test('given several who make a farm of one name in the same instant, then one gets it, and the others hear that it is taken', async (t) => {
  const { ask, ida, person, store, readSide } = await agentBench(t);
  const create = (as: typeof ida) => ask('POST', '/farms/', { as, body: { name: 'Loft' } });
  const answers = await Promise.all([ida, person({ admin: true }), person({ admin: true })].map(create));
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 400, 400]);
  for (const { body } of answers.filter(({ status }) => status === 400)) t.match(body.problems, [{ code: 'name_taken', field: 'name' }]);
  await readSide.caughtUp();
  const made = (await store.readAll(0n, 1000)).events.filter(
    ({ type, data }) => type === 'FarmCreated' && (data as { name: string }).name === 'Loft',
  );
  t.equal(made.length, 1);
});

test('a new seed replaces the old one; agents that are registered stay so', async (t) => {
  const { ask, joins, poll, register, person, ida, farm, store } = await agentBench(t);
  const press = machine();
  const joined = await joins(press);
  const path = `/farm/${farm.id}/seed/`;
  const rotated = await ask('POST', path, { as: ida });
  t.match(rotated, { status: 200, body: { id: farm.id, name: 'Mill', seed: String } });
  t.not(rotated.body.seed, farm.seed);

  t.match(await register(machine()), { status: 403, body: { problems: [{ code: 'farm_seed_wrong' }] } });
  t.match(await register(machine(), {}, rotated.body), { status: 201 });
  t.match(await poll(joined), { status: 200 });
  t.match(await ask('POST', '/agent/refresh/', { body: { refresh_token: joined.refresh } }), { status: 200 });
  t.match(await register(press, {}, rotated.body), { status: 201, body: { id: joined.id } }, 'the seed is no part of who it is');

  t.same(
    (await store.readStream(`farm-${farm.id}`)).map(({ type, data }) => [type, data]),
    [
      ['FarmCreated', { farmId: farm.id, name: 'Mill' }],
      ['FarmSeedRotated', {}],
    ],
  );
  t.match(await ask('POST', path, { as: person() }), { status: 403 });
  t.match(await ask('POST', path), { status: 401 });
  t.match(await ask('POST', `/farm/${unknown}/seed/`, { as: ida }), { status: 404 });
  t.match(await ask('POST', '/farm/mill/seed/', { as: ida }), { status: 404 });
});

test('farms are listed by name, those that one may use', async (t) => {
  const { ask, person, ida, farm, identity, register } = await agentBench(t);
  const { body: attic } = await ask('POST', '/farms/', { as: ida, body: { name: 'Attic' } });
  t.equal((await register(machine(), {}, attic)).body.farm.name, 'Attic', 'it has its name at once');
  t.match(await ask('POST', `/farm/${attic.id}/seed/`, { as: ida }), { body: { name: 'Attic' } });
  const bob = person();
  await identity.memberships.grant(bob.id, { kind: 'farm', id: farm.id }, 'guest', 'test');
  const listed = async (as: typeof bob, query = '') => (await ask('GET', `/process/farms/${query}`, { as })).body;
  const [mill, loft] = [
    { id: farm.id, name: 'Mill' },
    { id: attic.id, name: 'Attic' },
  ];
  t.match(await listed(ida), { count: 2, number: 1, next: null, previous: null, results: [loft, mill] });
  t.strictSame((await listed(ida, '?page_size=1&page=2')).results, [mill]);
  t.strictSame((await listed(bob)).results, [mill]);
  t.match(await listed(person()), { count: 0, results: [] });
  t.match(await ask('GET', '/process/farms/'), { status: 401 });
});
