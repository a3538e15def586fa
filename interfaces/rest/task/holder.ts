import { secondLook } from '../../../application/ports/look/look.ts';
import { oneTask } from '../../../projections/tasks/queries.ts';
import type { AgentPrincipal } from '../edge/principal.ts';
import type { Grant } from '../edge/right.ts';
import type { Services } from '../edge/services.ts';

/** The agent has, or had last, a claim on the task; to others the task does not exist. */
export async function isHolder(
  { agentId }: AgentPrincipal,
  { path }: { readonly path: { readonly id: string } },
  { db, look }: Services,
): Promise<Grant> {
  const holds = await secondLook(
    look,
    async () => (await oneTask(db, path.id))?.agentId === agentId,
    (found) => !found,
  );
  return holds ? 'granted' : 'not_found';
}
