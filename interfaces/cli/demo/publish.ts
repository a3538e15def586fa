import { ocrWorkerVersion } from '../../ocr-worker/publication.ts';
import type { Api } from '../api.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ReadyWorker {
  readonly workerVersionId: string;
  /** Null: the defaults will do. */
  readonly configurationId: string | null;
}

/** Publishes the OCR worker (again, when it is known: nothing new then), with a configuration for the language. */
export async function publishOcrWorker(api: Api, language: string): Promise<ReadyWorker> {
  const { slug, name, type, description, image, revisionHash, configuration } = ocrWorkerVersion;
  const version = await api.post<{ id: string; worker: { id: string } }>('/workers/versions/docker/', {
    docker_image_iid: image,
    worker_slug: slug,
    worker_name: name,
    worker_type: type,
    worker_description: description,
    repository_url: 'https://colophon.localhost/workers',
    revision_hash: revisionHash,
    revision_message: 'The worker of this installation',
    revision_author: 'Colophon',
    revision_references: [{ type: 'branch', name: 'main' }],
    gpu_usage: 'disabled',
    model_usage: false,
    configuration,
  });
  const configurationId = language === configuration.configuration.language ? null : await configured(api, version.worker.id, language);
  return { workerVersionId: version.id, configurationId };
}

async function configured(api: Api, workerId: string, language: string): Promise<string> {
  const path = `/workers/${workerId}/configurations/`;
  const found = (await api.all<Named>(path)).find(({ name }) => name === language);
  return (found ?? (await api.post<Named>(path, { name: language, configuration: { language } }))).id;
}
