import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { restBench } from '../../../support/rest-bench.ts';

test('who creates a project administrates it, and sees it with its first types at once', async (t) => {
  const { ask, person } = await restBench(t, corpusOperations);
  const ann = person();
  const created = await ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  t.equal(created.status, 201);
  t.match(created.body, {
    name: 'Registers',
    description: '',
    public: false,
    indexable: false,
    rights: ['read', 'write', 'admin'],
    top_level_type: null,
    authorized_users: 1,
    types: [
      { corpus: created.body.id, slug: 'folder', folder: true },
      { slug: 'page', display_name: 'Page', folder: false, color: /^[0-9a-f]{6}$/, indexable: false },
      { slug: 'text_line' },
    ],
  });
  t.match(await ask('GET', `/corpus/${created.body.id}/`, { as: ann }), { status: 200, body: created.body });
});

test('projects are listed by name to those who can read them', async (t) => {
  const { ask, person, readSide } = await restBench(t, corpusOperations);
  const [ann, bob, root] = [person(), person(), person({ admin: true })];
  for (const [name, open] of [
    ['Zoo', true],
    ['Maps', false],
    ['Acts', false],
  ] as const) {
    await ask('POST', '/corpus/', { as: ann, body: { name, public: open } });
  }
  await readSide.caughtUp();
  const names = async (as?: typeof ann) =>
    (await ask('GET', '/corpus/', as ? { as } : {})).body.map((corpus: { name: string }) => corpus.name);
  t.same(await names(ann), ['Acts', 'Maps', 'Zoo']);
  t.same(await names(root), ['Acts', 'Maps', 'Zoo']);
  t.same(await names(bob), ['Zoo']);
  t.same(await names(), ['Zoo']);
});

test('only administrators change a project; to others it may not even exist', async (t) => {
  const { ask, person, identity } = await restBench(t, corpusOperations);
  const [ann, bob, eve] = [person(), person(), person()];
  const { body: corpus } = await ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  await identity.memberships.grant(bob.id, { kind: 'corpus', id: corpus.id }, 'contributor', 'test');
  t.match(await ask('PATCH', `/corpus/${corpus.id}/`, { as: ann, body: { description: 'Of the harbour' } }), {
    status: 200,
    body: { name: 'Registers', description: 'Of the harbour', types: { length: 3 } },
  });
  t.match(await ask('PATCH', `/corpus/${corpus.id}/`, { as: bob, body: { name: 'Mine' } }), { status: 403 });
  t.match(await ask('PATCH', `/corpus/${corpus.id}/`, { as: eve, body: { name: 'Mine' } }), { status: 404 });
  t.match(await ask('GET', `/corpus/${corpus.id}/`), { status: 401 });
});

test('element types are added and changed, under a slug of their own', async (t) => {
  const { ask, person } = await restBench(t, corpusOperations);
  const ann = person();
  const { body: corpus } = await ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const act = { slug: 'act', display_name: 'Act', corpus: corpus.id, color: '#FF0000' };
  const created = await ask('POST', '/elements/type/', { as: ann, body: act });
  t.match(created, {
    status: 201,
    body: { corpus: corpus.id, slug: 'act', display_name: 'Act', folder: false, color: 'ff0000', indexable: false },
  });
  t.match(await ask('POST', '/elements/type/', { as: ann, body: act }), { status: 400, body: { slug: [/taken/] } });
  t.match(await ask('PATCH', `/elements/type/${created.body.id}/`, { as: ann, body: { folder: true } }), {
    status: 200,
    body: { slug: 'act', folder: true },
  });
  t.match(await ask('POST', '/elements/type/', { as: person(), body: { ...act, slug: 'map' } }), {
    status: 400,
    body: { corpus: [/exist/] },
  });
  t.match(await ask('POST', '/elements/type/', { as: ann, body: { ...act, slug: 'two words', color: 'red' } }), {
    status: 400,
    body: { slug: [/slug/], color: [/colour/] },
  });
});
