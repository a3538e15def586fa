import { fileURLToPath } from 'node:url';
import { compileCache } from './command.ts';
import type { Rest } from './rest.ts';

interface Made {
  readonly id: string;
}

/** A project with one page per name, in this order; none has an image. */
export interface Project {
  readonly id: string;
  /** The id of the page of that name. */
  page(name: string): string;
}

export async function project(rest: Rest, names: readonly string[]): Promise<Project> {
  const { id } = await rest.post<Made>('/corpus/', { name: `Project of ${names.length} pages` });
  const pages = new Map<string, string>();
  for (const name of names) pages.set(name, (await rest.post<Made>('/elements/create/', { type: 'page', name, corpus: id })).id);
  return { id, page: (name) => pages.get(name)! };
}

export const pageNames = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `page ${index + 1}`);

/** A published version of a worker that a test knows how to configure. */
export interface PublishedWorker {
  readonly workerId: string;
  readonly versionId: string;
}

const quoted = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`;

/** Publishes a command of this machine as a worker. It asks for no cores and no memory, so a busy machine runs it all the same. */
export async function publish(rest: Rest, slug: string, command: readonly string[]): Promise<PublishedWorker> {
  const version = await rest.post<{ id: string; worker: Made }>('/workers/versions/docker/', {
    docker_image_iid: 'host',
    worker_slug: slug,
    worker_name: slug,
    worker_type: 'test',
    repository_url: 'https://workers.example.org/test',
    revision_hash: '0123456789abcdef0123456789abcdef01234567',
    revision_references: [],
    configuration: { docker: { command: command.map(quoted).join(' '), resources: { cpu: 0, ram: 0 } } },
  });
  return { workerId: version.worker.id, versionId: version.id };
}

const testWorker = fileURLToPath(new URL('test-worker.ts', import.meta.url));

export const publishTestWorker = (rest: Rest): Promise<PublishedWorker> =>
  publish(rest, 'test-worker', ['env', `NODE_COMPILE_CACHE=${compileCache}`, process.execPath, testWorker]);

/** A configuration of a worker, by its id. */
export const configured = async (rest: Rest, { workerId }: PublishedWorker, name: string, configuration: object): Promise<string> =>
  (await rest.post<Made>(`/workers/${workerId}/configurations/`, { name, configuration })).id;
