import { z } from 'zod';
import { permitFor } from '../../../application/ports/blobs.ts';
import { artifactKey, logKey } from '../../../application/tasks/blob-keys.ts';
import type { TaskDefinition } from '../../../application/tasks/definition.ts';
import { bareGpuId } from '../../../domain/agent/gpu-id.ts';
import { taskEnvironment } from '../../../domain/policies/task-environment.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { oneAgent } from '../../../projections/agents/queries.ts';
import type { Asked } from '../edge/asked.ts';
import { action } from '../edge/operation.ts';
import { json } from '../edge/reply.ts';
import { anyAgent } from '../edge/right.ts';
import type { Services } from '../edge/services.ts';
import { taskId } from '../task/shapes.ts';

const artifact = z.object({ path: z.string(), size: z.int(), s3_url: z.url() });

export const retrieveTaskDefinition = action({
  id: 'RetrieveTaskDefinition',
  method: 'get',
  path: '/task/{id}/definition/',
  tag: 'tasks',
  summary: 'What the claiming agent needs to run a task: command, environment with the token of the claim, files, address of the log.',
  who: anyAgent,
  params: taskId,
  answer: z.object({
    id: z.uuid(),
    term: z.int(),
    attempt: z.int(),
    slug: z.string(),
    process_id: z.uuid(),
    image: z.string().nullable(),
    command: z.string().nullable(),
    shm_size: z.string().nullable(),
    requires_gpu: z.boolean(),
    gpu: z.object({ id: z.string(), index: z.int().nullable().describe('Null when the agent has registered without it since') }).nullable(),
    has_docker_socket: z.boolean(),
    ttl: z.int(),
    env: z.record(z.string(), z.string()),
    parents: z.array(z.object({ id: z.uuid(), artifacts: z.array(artifact) })),
    extra_files: z.array(z.object({ name: z.string(), s3_url: z.url() })),
    image_archive: z.null(),
    log_put_url: z.url(),
  }),
  async respond(asked, services) {
    const { principal, path } = asked;
    if (principal.kind !== 'agent') throw new Error('Only agents pass the right of this operation.');
    const definition = await services.definitions.of(path.id, principal.agentId);
    if (!definition) return refused(refusal('not_found'));
    return json({ ...shape(path.id, definition, asked, services), gpu: await gpuOf(definition, principal.agentId, services) });
  },
});

async function gpuOf({ claim: { gpuId } }: TaskDefinition, agentId: string, { db }: Services) {
  if (gpuId === null) return null;
  const known = (await oneAgent(db, agentId))?.gpus.find((gpu) => bareGpuId(gpu.gpuId) === bareGpuId(gpuId));
  return { id: gpuId, index: known?.index ?? null };
}

function shape(
  id: string,
  { created, attempt, claim, parents }: TaskDefinition,
  { baseUrl }: Asked,
  { blobs, clock, identity, csrfCookie }: Services,
) {
  const expiresAt = new Date(clock.now().getTime() + permitFor.taskUpload);
  const readable = (taskId: string, path: string): string =>
    blobs.signedUrl({ method: 'GET', bucket: 'ponos-artifacts', key: artifactKey(taskId, path), size: null, expiresAt }, baseUrl);
  const defaults = {
    ARKINDEX_API_URL: baseUrl,
    ARKINDEX_API_SCHEMA_URL: `${baseUrl}/api/v1/openapi/?format=json`,
    ARKINDEX_API_CSRF_COOKIE: csrfCookie,
  };
  const token = identity.tokens.taskToken({ taskId: id, term: claim.term });
  return {
    id,
    term: claim.term,
    attempt,
    slug: created.slug,
    process_id: created.processId,
    image: created.image,
    command: created.command,
    shm_size: created.shmSize,
    requires_gpu: created.requiresGpu,
    has_docker_socket: created.needs.capabilities.includes('docker_socket'),
    ttl: created.ttlSeconds,
    env: taskEnvironment(id, created.env, { defaults, token }),
    parents: parents.map((parent) => ({
      id: parent.id,
      artifacts: parent.artifacts.map(({ path, size }) => ({ path, size, s3_url: readable(parent.id, path) })),
    })),
    extra_files: [],
    image_archive: null,
    log_put_url: blobs.signedUrl({ method: 'PUT', bucket: 'ponos-logs', key: logKey(id, attempt), size: null, expiresAt }, baseUrl),
  };
}
