import { z } from 'zod';
import { canonicalJson, withoutNulls } from '../kernel/json.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { boundedConfiguration } from '../worker/bounded-configuration.ts';
import { usage, type WorkerVersionEvent } from './events.ts';
import { hostImage } from './host-image.ts';
import { decision } from './state.ts';

const published = z.object({
  configuration: boundedConfiguration.transform(withoutNulls),
  gpuUsage: usage.default('disabled'),
  modelUsage: usage.default('disabled'),
  image: z.string().min(1).max(500),
});

/**
 * A version with its image, ready to run. The same publication again finds the version there; another image or configuration for the
 * same worker and revision is refused. `instanceAdmin`: who asks is one.
 */
export const publishWorkerVersion = decision({
  name: 'PublishWorkerVersion',
  input: published.extend({ workerId: z.uuid(), revisionId: z.uuid(), instanceAdmin: z.boolean() }),
  decide(state, { workerId, revisionId, instanceAdmin, ...wanted }, _facts: void, { id }) {
    if (wanted.image === hostImage && !instanceAdmin) return refused(refusal('forbidden', { field: 'docker_image_iid' }));
    const available: WorkerVersionEvent = { type: 'WorkerVersionAvailable', data: { image: wanted.image, imageArtifact: null } };
    if (!state.published) {
      const data = { workerVersionId: id, workerId, revisionId, number: null, ...wanted };
      return accepted<WorkerVersionEvent>({ type: 'WorkerVersionCreated', data }, available);
    }
    return canonicalJson(state.published) === canonicalJson(wanted)
      ? accepted()
      : refused(refusal('worker_version_exists', { params: { id } }));
  },
});
