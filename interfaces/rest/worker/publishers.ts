import type { z } from 'zod';
import { hostImage } from '../../../domain/worker-version/host-image.ts';
import { usersIf } from '../edge/right.ts';
import type { publicationBody } from './publication-body.ts';
import { contributes, exists, scopeOf } from './scope.ts';

/**
 * Any user may publish something new; a worker or a repository that is there already is for contributors of one of them. What runs on
 * the agent's own machine is for instance admins.
 */
export const publishers = usersIf<{ readonly body: z.output<typeof publicationBody> }>(async (principal, { body }, services) => {
  if (body.docker_image_iid === hostImage && !principal.person.admin) return 'forbidden';
  const { targets } = scopeOf(body.repository_url, body.worker_slug);
  if (await contributes(principal, targets, services)) return 'granted';
  const there = await Promise.all(targets.map((target) => exists(target, services)));
  return there.some(Boolean) ? 'forbidden' : 'granted';
});
