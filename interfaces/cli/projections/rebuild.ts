import type { ProjectionsAdmin } from '../../../projections/engine/admin/projections-admin.ts';
import type { Verification } from '../../../projections/engine/verify/verification.ts';
import { progressBar } from '../output/progress.ts';
import { Problem } from '../problem.ts';
import { onItsWay, until } from './until.ts';
import { actor } from './with-projections.ts';

export interface Wanted {
  readonly names: readonly string[];
  readonly maxRate: number | null;
}

/** Begins to build, or goes on with what is on its way already. */
export async function begin(admin: ProjectionsAdmin, { names, maxRate }: Wanted): Promise<void> {
  for (const name of names) {
    const { building } = await admin.find(name);
    if (building === null) await admin.rebuild(name, actor, maxRate);
    else if (building.state === 'paused') await admin.resume(name, actor, maxRate ?? undefined);
  }
}

/** Shows how far it is, until all have caught up. @throws Problem when one is paused, by somebody or by an event that it cannot take */
export async function caughtUp(admin: ProjectionsAdmin, names: readonly string[], signal: AbortSignal): Promise<void> {
  const bar = progressBar('building', 'positions of the log');
  try {
    await until(admin, names, signal, (views) => {
      const generations = views.map((view) => ({ name: view.name, ...onItsWay(view) }));
      const paused = generations.find(({ state }) => state === 'paused');
      if (paused) throw new Problem(`${paused.name} is paused: ${paused.changed.reason ?? `by ${paused.changed.actor}`}.`);
      const slowest = generations.reduce((a, b) => (b.progress < a.progress ? b : a));
      bar.update(Number(slowest.position), slowest.progress > 0 ? Math.round(Number(slowest.position) / slowest.progress) : 1);
      return generations.every(({ state }) => state !== 'building') || undefined;
    });
  } finally {
    bar.end();
  }
}

/** Compares one that has caught up with the live one, and waits for what comes of it. */
export async function verified(admin: ProjectionsAdmin, name: string, full: boolean, signal: AbortSignal): Promise<Verification> {
  await admin.verify(name, full);
  return until(admin, [name], signal, ([view]) => {
    const { verifying, verification } = onItsWay(view!);
    return verifying || verification === null ? undefined : verification;
  });
}
