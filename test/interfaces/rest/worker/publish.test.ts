import { test } from 'tap';
import { workerOperations } from '../../../../interfaces/rest/worker/index.ts';
import { restBench } from '../../../support/rest-bench.ts';

const hash = 'a1b2c3d4'.repeat(5);
const publication = {
  docker_image_iid: 'registry.example.org/reader:1',
  repository_url: 'https://git.example.org/group/readers.git',
  revision_hash: hash,
  revision_message: 'Read faster\n\nMuch.',
  revision_author: 'Somebody',
  revision_references: [{ type: 'branch', name: 'main' }],
  gpu_usage: 'supported',
  model_usage: false,
  worker_slug: 'reader',
  configuration: { docker: { command: 'read' }, secrets: null, configuration: { someKey: 'someValue' } },
};
const publish = '/workers/versions/docker/';

test('a publication makes repository, revision, worker and version, and answers whole', async (t) => {
  const bench = await restBench(t, workerOperations);
  const ann = bench.person();
  const published = await bench.ask('POST', publish, { as: ann, body: publication });
  t.match(published, {
    status: 201,
    body: {
      worker: { name: 'reader', slug: 'reader', type: 'worker' },
      revision: {
        hash,
        name: 'Read faster',
        message: 'Read faster\n\nMuch.',
        author: 'Somebody',
        refs: [{ type: 'branch', name: 'main' }],
        commit_url: `https://git.example.org/group/readers/commit/${hash}`,
      },
      version: null,
      state: 'available',
      docker_image: null,
      docker_image_iid: 'registry.example.org/reader:1',
      docker_image_name: null,
      gpu_usage: 'supported',
      model_usage: false,
      model_requirement: 'disabled',
    },
  });
  t.same(published.body.configuration, { docker: { command: 'read' }, configuration: { someKey: 'someValue' } });
  await bench.readSide.caughtUp();
  t.match(await bench.ask('GET', `/workers/versions/${published.body.id}/`, { as: ann }), { status: 200, body: published.body });
  t.match(await bench.ask('GET', `/worker/${published.body.worker.id}/`, { as: ann }), {
    body: { repository_url: 'https://git.example.org/group/readers', rights: ['read', 'write', 'admin'], archived: false, public: false },
  });
  t.match(await bench.ask('GET', '/workers/types/', { as: ann }), {
    body: { count: 1, results: [{ slug: 'worker', display_name: 'Worker' }] },
  });
});

test('the same again finds the version and moves refs; another image on the revision is refused', async (t) => {
  const bench = await restBench(t, workerOperations);
  const ann = bench.person();
  const { body: first } = await bench.ask('POST', publish, { as: ann, body: publication });
  const tagged = {
    ...publication,
    repository_url: 'git@git.example.org:group/readers',
    revision_references: [{ type: 'tag', name: '1.0' }],
  };
  t.match(await bench.ask('POST', publish, { as: ann, body: tagged }), {
    status: 200,
    body: { id: first.id, revision: { refs: [{ name: 'main' }, { type: 'tag', name: '1.0' }] } },
  });
  t.match(await bench.ask('POST', publish, { as: ann, body: { ...publication, docker_image_iid: 'reader:2' } }), {
    status: 400,
    body: { __all__: [/already exists on this revision/] },
  });
});

test('versions are listed newest first; simple ones are at the head of a branch or tagged', async (t) => {
  const bench = await restBench(t, workerOperations);
  const ann = bench.person();
  const { body: first } = await bench.ask('POST', publish, { as: ann, body: publication });
  const second = { ...publication, revision_hash: 'ffff0000'.repeat(5), docker_image_iid: 'reader:2' };
  const { body: next } = await bench.ask('POST', publish, { as: ann, body: second });
  await bench.readSide.caughtUp();
  const list = async (query: string) => (await bench.ask('GET', `/workers/${first.worker.id}/versions/${query}`, { as: ann })).body;
  t.match(await list(''), {
    count: 2,
    results: [
      { id: next.id, revision: { refs: [{ name: 'main' }] } },
      { id: first.id, revision: { refs: { length: 0 } } },
    ],
  });
  t.match(await list('?mode=simple'), { count: 1, results: [{ id: next.id }] });
});

test('what is there already is for its contributors, and the host itself for instance admins', async (t) => {
  const bench = await restBench(t, workerOperations);
  const [ann, bob, root] = [bench.person(), bench.person(), bench.person({ admin: true })];
  await bench.ask('POST', publish, { as: ann, body: publication });
  const other = { ...publication, worker_slug: 'corrector' };
  t.match(await bench.ask('POST', publish, { as: bob, body: other }), { status: 403 }, 'the repository is not his');
  const elsewhere = { ...other, repository_url: 'https://git.example.org/bob/readers' };
  t.match(await bench.ask('POST', publish, { as: bob, body: elsewhere }), { status: 201 });
  const host = { ...elsewhere, worker_slug: 'local', docker_image_iid: 'host' };
  t.match(await bench.ask('POST', publish, { as: bob, body: host }), { status: 403 });
  t.match(await bench.ask('POST', publish, { as: root, body: host }), { status: 201, body: { docker_image_iid: 'host' } });
});

test('a wrong publication names every field at fault', async (t) => {
  const bench = await restBench(t, workerOperations);
  const wrong = {
    ...publication,
    repository_url: '/srv/git',
    revision_hash: 'main',
    worker_slug: 'Two Words',
    configuration: [],
    model_usage: 'often',
  };
  t.match(await bench.ask('POST', publish, { as: bench.person(), body: wrong }), {
    status: 400,
    body: { repository_url: [String], revision_hash: [String], worker_slug: [String], configuration: [String], model_usage: [String] },
  });
});
