import { configured, publish } from '../../e2e/support/workshop.ts';
import type { Made, Scene } from '../scene.ts';

const repository = 'https://workers.example.org/readers';

const publication = (commit: string, branch: string) => ({
  docker_image_iid: 'registry.example.org/reader:1',
  worker_slug: 'reader',
  worker_name: 'Reader',
  worker_type: 'recognizer',
  repository_url: repository,
  revision_hash: commit,
  revision_message: `Reads ${branch}`,
  revision_author: 'A. Author',
  revision_references: [{ type: 'branch', name: branch }],
  configuration: { docker: { command: 'read', environment: { LANG: 'C' } }, configuration: { language: 'la' } },
});

/** Workers with two versions of a repository, and configurations that are renamed, archived and taken out again. */
export async function workers({ ada }: Scene): Promise<void> {
  await ada.post('/workers/', { name: 'By hand', type: 'import', slug: 'by-hand', description: 'Of no repository', public: true });
  await ada.post('/workers/versions/docker/', publication('a'.repeat(40), 'main'));
  const { worker } = await ada.post<{ readonly worker: Made }>('/workers/versions/docker/', {
    ...publication('b'.repeat(40), 'main'),
    gpu_usage: 'required',
  });
  const configuration = await ada.post<Made>(`/workers/${worker.id}/configurations/`, {
    name: 'Latin',
    configuration: { language: 'la', lines: { most: 40, skip: [1, 2.5, null] } },
  });
  for (const body of [{ name: 'Old Latin' }, { archived: true }, { archived: false }])
    await ada.patch(`/workers/configurations/${configuration.id}/`, body);
  const plain = await publish(ada, 'plain', ['true']);
  await configured(ada, plain, 'kept in the archive', { careful: true }).then((id) =>
    ada.patch(`/workers/configurations/${id}/`, { archived: true }),
  );
}
