import { isOfVersion, type KnownGeneration } from '../generations.ts';
import type { AnyProjection } from '../projection.ts';

type Of = Pick<KnownGeneration, 'number' | 'version' | 'shape'>;

/** Why this program cannot compare the rows of two generations, and what to do; null: it can. */
export function incomparable(projection: AnyProjection, live: Of, next: Of): string | null {
  const [shows, builds] = [isOfVersion(projection, live), isOfVersion(projection, next)];
  if (shows && builds) return null;
  if (builds)
    return (
      `The live generation ${live.number} is of another version of the program (${live.version}), so the rows of generation ${next.number} cannot be compared with it. ` +
      'A server of this version holds it against the log and switches to it by itself: start one, and see "projections status"; where it does not, its log says why.'
    );
  return (
    `Generation ${next.number} is of another version of the program (${next.version}), which alone can compare it: ` +
    `verify with that version, or drop it ("projections drop ${projection.name} --generation ${next.number}") and rebuild.`
  );
}
