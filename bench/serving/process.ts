import type { Api } from '../../interfaces/cli/api.ts';

interface Made {
  readonly id: string;
}

export interface Worker {
  readonly workerId: string;
  readonly versionId: string;
}

/** A worker version whose command is never run: the benches stand in for it. */
export async function publishWorker(api: Api): Promise<Worker> {
  const version = await api.post<Made & { readonly worker: Made }>('/workers/versions/docker/', {
    docker_image_iid: 'host',
    repository_url: 'https://colophon.localhost/workers',
    revision_hash: '0123456789abcdef0123456789abcdef01234567',
    revision_references: [{ type: 'branch', name: 'main' }],
    worker_slug: 'stand-in',
    configuration: { docker: { command: 'true' } },
  });
  return { workerId: version.worker.id, versionId: version.id };
}

export interface ProcessWanted {
  readonly corpusId: string;
  readonly versionId: string;
  readonly farmId: string;
  readonly chunks: number;
  readonly activities: boolean;
}

export interface StartedProcess {
  readonly processId: string;
  readonly workerRunId: string;
}

/** A started process of one worker over the pages of a project. */
export async function startProcess(api: Api, wanted: ProcessWanted): Promise<StartedProcess> {
  const { id: processId } = await api.post<Made>('/process/corpus/', { corpus: wanted.corpusId, element_type: 'page' });
  const { id: workerRunId } = await api.post<Made>(`/process/${processId}/workers/`, { worker_version_id: wanted.versionId });
  const { chunks, farmId: farm, activities: worker_activity } = wanted;
  await api.post(`/process/${processId}/start/`, { chunks, farm, worker_activity });
  return { processId, workerRunId };
}
