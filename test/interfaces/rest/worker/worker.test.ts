import { test, type Test } from 'tap';
import { workerOperations } from '../../../../interfaces/rest/worker/index.ts';
import { restBench } from '../../../support/rest-bench.ts';

const body = { name: 'Reader', type: 'text-recognizer', slug: 'reader', repository_url: 'https://git.example.org/group/readers' };

async function withWorker(t: Test) {
  const bench = await restBench(t, workerOperations);
  const ann = bench.person();
  const { body: worker } = await bench.ask('POST', '/workers/', { as: ann, body });
  return { bench, ann, worker };
}

test('a worker is its creator’s; contributors who create it again get it, others are refused', async (t) => {
  const { bench, ann, worker } = await withWorker(t);
  t.match(worker, {
    name: 'Reader',
    slug: 'reader',
    type: 'text-recognizer',
    description: '',
    repository_url: body.repository_url,
    rights: ['read', 'write', 'admin'],
  });
  t.match(await bench.ask('POST', '/workers/', { as: ann, body }), { status: 200, body: { id: worker.id } });
  const bob = bench.person();
  t.match(await bench.ask('POST', '/workers/', { as: bob, body }), { status: 400, body: { slug: [/taken/] } });
  t.match(await bench.ask('POST', '/workers/', { as: bob, body: { ...body, slug: 'other' } }), { status: 403 });
  t.match(await bench.ask('POST', '/workers/', { as: bob, body: { ...body, repository_url: null } }), {
    status: 201,
    body: { repository_url: null },
  });
});

test('workers are listed by name to those who can read them', async (t) => {
  const { bench, ann } = await withWorker(t);
  const open = { ...body, name: 'Aligner', slug: 'aligner', public: true, repository_url: null };
  await bench.ask('POST', '/workers/', { as: ann, body: open });
  await bench.readSide.caughtUp();
  const names = async (as: typeof ann | undefined, query = '') =>
    (await bench.ask('GET', `/workers/${query}`, as ? { as } : {})).body.results.map(({ name }: { name: string }) => name);
  t.same(await names(ann), ['Aligner', 'Reader']);
  t.same(await names(ann, '?name=EAD'), ['Reader']);
  t.same(await names(ann, '?type=other'), []);
  t.same(await names(ann, '?archived=True'), []);
  t.same(await names(bench.person()), ['Aligner']);
  t.same(await names(undefined), ['Aligner']);
});

test('a configuration is created once, renamed and archived', async (t) => {
  const { bench, ann, worker } = await withWorker(t);
  const root = bench.person({ admin: true });
  const path = `/workers/${worker.id}/configurations/`;
  const created = await bench.ask('POST', path, { as: ann, body: { name: 'Fast', configuration: { threshold: 0.5 } } });
  t.match(created, { status: 201, body: { name: 'Fast', archived: false, worker_id: worker.id } });
  t.same(created.body.configuration, { threshold: 0.5 });
  t.match(await bench.ask('POST', path, { as: ann, body: { name: 'Fast', configuration: { threshold: 0.5 } } }), {
    status: 400,
    body: { name: [/taken/], configuration: [/exists already/] },
  });
  const one = `/workers/configurations/${created.body.id}/`;
  t.match(await bench.ask('PATCH', one, { as: ann, body: { name: 'Quick', archived: true } }), {
    status: 200,
    body: { name: 'Quick', archived: true },
  });
  t.match(await bench.ask('PATCH', one, { as: ann, body: { archived: false } }), { status: 403 });
  await bench.readSide.caughtUp();
  t.match(await bench.ask('GET', path, { as: ann }), { body: { count: 0 } });
  t.match(await bench.ask('GET', `${path}?archived=True&name=qui`, { as: ann }), {
    body: { count: 1, results: [{ id: created.body.id }] },
  });
  t.match(await bench.ask('PATCH', one, { as: root, body: { archived: false } }), { status: 200, body: { archived: false } });
  t.match(await bench.ask('GET', one, { as: bench.person() }), { status: 404 });
});

test('a configuration that says what the newest version does anyway is refused', async (t) => {
  const { bench, ann, worker } = await withWorker(t);
  const field = { title: 'Threshold', type: 'float', required: false, default: 0.5 };
  const version = {
    docker_image_iid: 'reader:1',
    repository_url: body.repository_url,
    revision_hash: 'a1b2c3d4'.repeat(5),
    revision_references: [],
    worker_slug: 'reader',
    configuration: { user_configuration: { threshold: field } },
  };
  t.match(await bench.ask('POST', '/workers/versions/docker/', { as: ann, body: version }), {
    status: 201,
    body: { worker: { id: worker.id } },
  });
  await bench.readSide.caughtUp();
  t.match(
    await bench.ask('POST', `/workers/${worker.id}/configurations/`, {
      as: ann,
      body: { name: 'Usual', configuration: { threshold: 0.5 } },
    }),
    {
      status: 400,
      body: { configuration: [/defaults/] },
    },
  );
});
