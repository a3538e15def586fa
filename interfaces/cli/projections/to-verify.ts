import type { GenerationView, ProjectionView } from '../../../projections/engine/admin/views.ts';
import { Problem } from '../problem.ts';

/** Which read models are compared with what. */
export interface ToVerify {
  /** Built beside their live tables, and compared with these. */
  readonly built: readonly string[];
  /** Their live tables are compared with the log. */
  readonly live: readonly string[];
  /** Their live tables are of another version of the program, which alone can compare them. */
  readonly others: readonly string[];
}

/**
 * Of those named, whatever is being built; where none is named, what has caught up of all and is of the version of the live one. The others are compared with the log, with `log`
 * all of them. @throws Problem when none has tables that people read
 */
export function toVerify(views: readonly ProjectionView[], named: readonly string[], log: boolean): ToVerify {
  const wanted = views.filter(({ name }) => named.length === 0 || named.includes(name));
  if (wanted.every(({ live }) => live === null))
    throw new Problem('There is nothing to compare: no read model has tables yet. A server makes them when it starts.');
  const isBuilt = ({ name, live, building }: ProjectionView): boolean =>
    building !== null && (named.includes(name) || areAlike(building, live));
  const built = log ? [] : wanted.filter(isBuilt);
  const namesOf = (some: readonly ProjectionView[]): readonly string[] => some.map(({ name }) => name);
  const rest = wanted.filter((view) => !built.includes(view));
  return { built: namesOf(built), live: namesOf(rest.filter(isOwn)), others: namesOf(rest.filter((view) => !isOwn(view))) };
}

/** What has no tables yet is told as such where it is compared. */
const isOwn = ({ version, live }: ProjectionView): boolean => live === null || live.version === version;

/** The rows of two versions cannot be compared, and what has not caught up not yet. */
const areAlike = (building: GenerationView, live: GenerationView | null): boolean =>
  (building.state === 'caught_up' || building.state === 'verified') && building.version === live?.version;
