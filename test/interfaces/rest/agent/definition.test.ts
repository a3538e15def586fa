import { test } from 'tap';
import { agentOperations } from '../../../../interfaces/rest/agent/index.ts';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { processOperations } from '../../../../interfaces/rest/process/index.ts';
import { taskOperations } from '../../../../interfaces/rest/task/index.ts';
import { workerRunOperations } from '../../../../interfaces/rest/worker-run/index.ts';
import { artifactId } from '../../../../domain/task/add-artifact.ts';
import type { TaskEvent } from '../../../../domain/task/events.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import { farmId } from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import * as a from '../../../support/tasks.ts';
import { draftOf, workshopOf } from '../../../support/workshop.ts';
import { claimedBy, gib } from './agent-bench.ts';

const operations = [
  ...agentOperations,
  ...corpusOperations,
  ...elementOperations,
  ...processOperations,
  ...taskOperations,
  ...workerRunOperations,
];
const gpus = [{ gpuId: 'GPU-77', name: 'A40', index: 3, ramTotal: 48 * gib }];
const press = { as: `Bearer agent-${a.agentId}` };
const list = (chunk: number): string => `elements_chunk_${chunk}.json`;
const content = '["a page"]';
const configuration = { environment: { MODE: 'fast', PONOS_TASK: 'mine' }, docker: { command: 'read --all', shm_size: '1G' } };

/** A process of two chunks whose elements were listed; the agent has claimed the second. */
async function claimedChunk(t: TestScope) {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  const corpus = await workshopOf(bench, ann, { configuration });
  const { process, run } = await draftOf(bench, ann, corpus);
  const started = await bench.ask('POST', `/process/${process}/start/`, { as: ann, body: { chunks: 2, ttl: 600 } });
  const [listing, , reading] = started.body.tasks.map(({ id }: { id: string }) => id) as [string, string, string];
  const listed = (path: string): TaskEvent => ({
    type: 'ArtifactAdded',
    data: { artifactId: artifactId(listing, path), path, size: content.length, contentType: 'application/json', attempt: 1, term: 1 },
  });
  const hardware = { farmId, hostname: 'press-1', cpuCores: 4, cpuFrequency: 0, ramTotal: 8 * gib, gpus, publicKey: 'key', version: '1' };
  await bench.happened(
    ...inStream(`agent-${a.agentId}`)({ type: 'AgentRegistered', data: { agentId: a.agentId, ...hardware, capabilities: [] } }),
    ...inStream(`task-${listing}`)(a.claimedByRunner(), a.started(), listed(list(1)), listed(list(2)), a.completed()),
    ...inStream(`task-${reading}`)(a.queued(), claimedBy(a.agentId, 1, '77')),
  );
  await bench.blobs.put({ bucket: 'ponos-artifacts', key: `${listing}/${list(2)}` }, Buffer.from(content));
  await bench.readSide.caughtUp();
  const define = (as = press.as) => bench.ask('GET', `/task/${reading}/definition/`, { as });
  const ofReading = (...events: readonly TaskEvent[]) => bench.happened(...inStream(`task-${reading}`)(...events));
  return { ...bench, url: bench.url, ann, corpus, process, run, listing, reading, define, ofReading };
}

test('the definition is what the claiming agent needs', async (t) => {
  const { ask, store, url, ann, corpus, process, run, listing, reading, define, ofReading } = await claimedChunk(t);
  const { status, body } = await define();
  t.equal(status, 200);
  const { env, parents, log_put_url: logUrl, ...rest } = body;

  await t.test('what to run, and on which GPU', async (t) => {
    t.strictSame(rest, {
      id: reading,
      term: 1,
      attempt: 1,
      slug: `reader_${run.slice(0, 6)}_2`,
      process_id: process,
      image: 'registry/reader:1',
      command: 'read --all',
      shm_size: '1G',
      requires_gpu: false,
      gpu: { id: '77', index: 3 },
      has_docker_socket: false,
      ttl: 600,
      extra_files: [],
      image_archive: null,
    });
  });

  await t.test('its environment: names of the published one may not hide those that are ours', async (t) => {
    t.strictSame(env, {
      PONOS_TASK: reading,
      PONOS_DATA: '/data',
      ARKINDEX_TASK_TOKEN: `${reading}.1.ok`,
      ARKINDEX_PROCESS_ID: process,
      ARKINDEX_API_URL: url,
      ARKINDEX_API_SCHEMA_URL: `${url}/api/v1/openapi/?format=json`,
      ARKINDEX_API_CSRF_COOKIE: 'arkindex.csrf',
      ARKINDEX_CORPUS_ID: corpus,
      ARKINDEX_WORKER_RUN_ID: run,
      TASK_ELEMENTS: `/data/${listing}/${list(2)}`,
      ARKINDEX_TASK_CHUNK: '2',
      MODE: 'fast',
    });
  });

  await t.test('a token that is in no event, and opens what the task may', async (t) => {
    const log = JSON.stringify((await store.readAll(0n, 1000)).events.map(({ data }) => data));
    t.match(log, 'TASK_ELEMENTS');
    t.notMatch(log, 'ARKINDEX_TASK_TOKEN');
    t.notMatch(log, env.ARKINDEX_TASK_TOKEN);
    t.match(await ask('GET', `/task/${reading}/from-agent/`, { as: `Ponos ${env.ARKINDEX_TASK_TOKEN}` }), {
      status: 200,
      body: { id: reading },
    });
  });

  await t.test('the files of its parents, by addresses that work without credentials', async (t) => {
    t.match(parents, [
      {
        id: listing,
        artifacts: [
          { path: list(1), size: content.length },
          { path: list(2), size: content.length, s3_url: String },
        ],
      },
    ]);
    t.equal(await (await fetch(parents[0].artifacts[1].s3_url)).text(), content);
    t.equal((await fetch(parents[0].artifacts[1].s3_url.replace('chunk_2', 'chunk_1'))).status, 403, 'for no other file');
  });

  await t.test('an address that takes its log', async (t) => {
    t.equal((await fetch(logUrl, { method: 'PUT', body: 'Reading…\n' })).status, 200);
    t.match((await ask('GET', `/task/${reading}/`, { as: ann })).body, { logs: 'Reading…\n' });
  });

  await t.test('a later claim of a later attempt has a token and a log of its own', async (t) => {
    const retaken = { ...claimedBy(a.agentId, 2), data: { ...a.claimed(2, 2).data, agentId: a.agentId } } as TaskEvent;
    await ofReading(a.failed(), a.restarted(), retaken);
    const again = await define();
    t.match(again.body, { term: 2, attempt: 2, gpu: null, env: { ARKINDEX_TASK_TOKEN: `${reading}.2.ok` } });
    t.match(again.body.log_put_url, `${reading}.2.log`);
  });
});

test('to anybody else, and without a live claim, there is no definition', async (t) => {
  const { define, ofReading, ask, listing } = await claimedChunk(t);
  t.match(await define(`Bearer agent-${a.otherAgentId}`), { status: 404 });
  t.match(await ask('GET', `/task/${listing}/definition/`, press), { status: 404 }, 'a step of the server');
  t.match(await ask('GET', `/task/${a.corpusId}/definition/`, press), { status: 404 }, 'no task');
  await ofReading(a.started());
  t.match(await define(), { status: 200 });
  await ofReading(a.completed());
  t.match(await define(), { status: 404 });
});
