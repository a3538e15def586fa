import { levels, type TargetRef } from '../../../application/ports/identity/memberships.ts';
import { secondLook } from '../../../application/ports/look/look.ts';
import { repositoryIdOf } from '../../../domain/repository/url.ts';
import { workerIdOf } from '../../../domain/worker/worker-id.ts';
import { personOf, type Principal } from '../edge/principal.ts';
import type { Services } from '../edge/services.ts';

/** A worker by what names it: its slug in its repository. */
export interface WorkerScope {
  readonly workerId: string;
  readonly repositoryId: string | null;
  /** Things whose contributors may add to it. */
  readonly targets: readonly TargetRef[];
}

export function scopeOf(repositoryUrl: string | null, slug: string): WorkerScope {
  const repositoryId = repositoryUrl === null ? null : repositoryIdOf(repositoryUrl);
  const workerId = workerIdOf(repositoryId, slug);
  const repository: readonly TargetRef[] = repositoryId === null ? [] : [{ kind: 'repository', id: repositoryId }];
  return { workerId, repositoryId, targets: [{ kind: 'worker', id: workerId }, ...repository] };
}

/** Whether there is such a thing; "no" only after the read models have caught up. */
export const exists = async (target: TargetRef, { look, publicity }: Services): Promise<boolean> =>
  (await secondLook(
    look,
    () => publicity.find(target),
    (found) => found === null,
  )) !== null;

/** Whether somebody is a contributor of one of these at least. */
export async function contributes(principal: Principal, targets: readonly TargetRef[], { identity }: Services): Promise<boolean> {
  const person = personOf(principal);
  if (!person || person.admin) return person !== null;
  const ranks = await Promise.all(targets.map((target) => identity.memberships.levelOn(person.id, target)));
  return ranks.some((rank) => rank >= levels.contributor);
}
