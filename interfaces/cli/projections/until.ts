import { setTimeout as wait } from 'node:timers/promises';
import type { ProjectionsAdmin } from '../../../projections/engine/admin/projections-admin.ts';
import type { GenerationView, ProjectionView } from '../../../projections/engine/admin/views.ts';
import { BrokenOff, Problem } from '../problem.ts';

const lookMs = 200;

/** What the projections of these names look like, again and again, until the signal aborts (BrokenOff) or `done` gives an answer. */
export async function until<Answer>(
  admin: ProjectionsAdmin,
  names: readonly string[],
  signal: AbortSignal,
  done: (views: readonly ProjectionView[]) => Answer | undefined,
): Promise<Answer> {
  for (;;) {
    const views = (await admin.list()).filter(({ name }) => names.includes(name));
    const answer = done(views);
    if (answer !== undefined) return answer;
    if (signal.aborted)
      throw new BrokenOff('What is being built goes on while a server runs, or with "projections rebuild" again.', signal);
    await wait(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The generation on its way. @throws Problem when it was taken away meanwhile */
export function onItsWay({ name, building }: ProjectionView): GenerationView {
  if (building === null) throw new Problem(`${name}: what was being built has been switched to, cancelled or dropped by somebody else.`);
  return building;
}
