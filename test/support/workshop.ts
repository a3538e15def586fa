import type { Person } from '../../application/ports/identity/people.ts';
import type { JsonObject } from '../../domain/kernel/json.ts';
import { inStream } from './folding.ts';
import * as a from './processes.ts';
import type { RestBench } from './rest-bench.ts';

const farm = (id: string, name: string) => inStream(`farm-${id}`)({ type: 'FarmCreated', data: { farmId: id, name } });

/** An available version of the worker `reader`, of image `registry/reader:1`. */
export const published = (configuration: JsonObject = {}) => [
  ...inStream(`worker-${a.readerWorker}`)({
    type: 'WorkerCreated',
    data: {
      workerId: a.readerWorker,
      slug: 'reader',
      name: 'Reader',
      typeSlug: 'recognizer',
      description: '',
      repositoryId: null,
      public: false,
    },
  }),
  ...inStream(`workerversion-${a.readerVersion}`)(
    {
      type: 'WorkerVersionCreated',
      data: {
        workerVersionId: a.readerVersion,
        workerId: a.readerWorker,
        revisionId: null,
        number: null,
        configuration,
        gpuUsage: 'disabled',
        modelUsage: 'disabled',
        image: 'registry/reader:1',
      },
    },
    { type: 'WorkerVersionAvailable', data: { image: 'registry/reader:1', imageArtifact: null } },
  ),
];

/**
 * Everything that this person needs to run the reader: a project with pages, rights on the worker, the default farm.
 * Gives the id of the project.
 */
export async function workshopOf(bench: RestBench, person: Person, { pages = 2, configuration = {} as JsonObject } = {}): Promise<string> {
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: person, body: { name: 'Registers' } });
  await bench.happened(...farm(a.farmId, 'Mill'), ...published(configuration));
  await bench.identity.memberships.grant(person.id, { kind: 'worker', id: a.readerWorker }, 'contributor', 'test');
  await bench.identity.memberships.grant(person.id, { kind: 'farm', id: a.farmId }, 'guest', 'test');
  for (let n = 1; n <= pages; n++) {
    await bench.ask('POST', '/elements/create/', { as: person, body: { corpus: corpus.id, type: 'page', name: `Page ${n}` } });
  }
  return corpus.id;
}

/** A draft of this person with one run of the reader; gives both ids. */
export async function draftOf(
  bench: RestBench,
  person: Person,
  corpus: string,
): Promise<{ readonly process: string; readonly run: string }> {
  const { body: process } = await bench.ask('POST', '/process/corpus/', { as: person, body: { corpus, name: 'Reading' } });
  const { body: run } = await bench.ask('POST', `/process/${process.id}/workers/`, {
    as: person,
    body: { worker_version_id: a.readerVersion },
  });
  return { process: process.id, run: run.id };
}
