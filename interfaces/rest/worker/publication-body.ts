import { z } from 'zod';
import { slug } from '../../../domain/kernel/slug.ts';
import { boundedText, nameOf } from '../../../domain/kernel/texts.ts';
import { repositoryUrl } from '../../../domain/repository/url.ts';
import { commitHash } from '../../../domain/revision/revision-id.ts';
import { usage } from '../../../domain/worker-version/events.ts';
import { boundedConfiguration } from '../../../domain/worker/bounded-configuration.ts';

const orEmpty = (text: string | null): string => text ?? '';

/** What publishes a worker version; the first ten keys are those of the command line tool. */
export const publicationBody = z.object({
  docker_image_iid: z
    .string()
    .min(1)
    .max(500)
    .describe('Name of the image, with a tag or digest; `host` for commands on the agent’s own machine'),
  repository_url: repositoryUrl,
  revision_hash: commitHash,
  revision_message: boundedText.nullable().default('').transform(orEmpty),
  revision_author: z.string().max(250).nullable().default('').transform(orEmpty),
  revision_references: z.array(z.object({ type: z.enum(['branch', 'tag']), name: z.string().min(1).max(250) })).max(500),
  worker_slug: slug,
  gpu_usage: usage.default('disabled'),
  model_usage: z
    .union([usage, z.boolean().transform((needed) => (needed ? ('required' as const) : ('disabled' as const)))])
    .default('disabled'),
  configuration: boundedConfiguration,
  worker_name: nameOf(100).optional(),
  worker_type: slug.optional(),
  worker_description: boundedText.optional(),
});
