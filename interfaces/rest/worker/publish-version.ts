import type { Outcome } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import type { AskedToWrite } from '../edge/asked.ts';
import { action } from '../edge/operation.ts';
import { runCommands } from '../edge/perform/run-commands.ts';
import { originOf } from '../edge/perform/write.ts';
import { personOf } from '../edge/principal.ts';
import type { Services } from '../edge/services.ts';
import { freshVersion } from './fresh-version.ts';
import { made } from './made.ts';
import { publicationBody } from './publication-body.ts';
import { publication, publishedIds } from './publication.ts';
import { publishers } from './publishers.ts';
import { workerVersionSchema } from './version-shape.ts';

export const createDockerWorkerVersion = action({
  id: 'CreateDockerWorkerVersion',
  method: 'post',
  path: '/workers/versions/docker/',
  tag: 'workers',
  summary:
    'Publish a worker version: an image built from a revision of a repository. Repository, revision and worker come to be when they are new.',
  who: publishers,
  body: publicationBody,
  answer: workerVersionSchema,
  async respond(asked, services) {
    const ids = publishedIds(asked.body);
    const { things, refs } = publication(asked.body, ids, personOf(asked.principal)?.admin ?? false);
    const first = await run(things, asked, services);
    const outcome = first.refusals.length > 0 ? first : joined(first, await run([refs], asked, services, 'refs'));
    return made(outcome, 'WorkerVersionCreated', asked, services, () => freshVersion(ids, outcome, services));
  },
});

function run(commands: Parameters<typeof runCommands>[0], asked: AskedToWrite, { bus }: Services, part?: string): Promise<Outcome> {
  const origin = originOf(asked);
  return runCommands(commands, part === undefined ? origin : { ...origin, commandId: derivedId(origin.commandId, part) }, bus);
}

const joined = (one: Outcome, other: Outcome): Outcome => ({
  refusals: other.refusals,
  events: [...one.events, ...other.events],
  position: one.position > other.position ? one.position : other.position,
});
