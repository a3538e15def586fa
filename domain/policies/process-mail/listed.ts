import type { TaskState } from '../../task/states.ts';
import type { TaskLine } from './facts.ts';

/** Tasks that a mail lists at most. */
export const longest = 1000;

export interface Listed {
  readonly lines: readonly TaskLine[];
  /** What is left out, in words; null when nothing is. */
  readonly more: string | null;
}

/** The tasks as they are; of too many those that are not completed come first, and the rest is counted. */
export function listed(tasks: readonly TaskLine[], most = longest): Listed {
  if (tasks.length <= most) return { lines: tasks, more: null };
  const notable = [...tasks.filter(({ state }) => state !== 'completed'), ...tasks.filter(({ state }) => state === 'completed')];
  return { lines: notable.slice(0, most), more: moreText(notable.slice(most)) };
}

function moreText(rest: readonly TaskLine[]): string {
  const counts = new Map<TaskState, number>();
  for (const { state } of rest) counts.set(state, (counts.get(state) ?? 0) + 1);
  const [only] = counts.keys();
  const kinds = counts.size === 1 ? `all ${only}` : [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  return `and ${rest.length} more, ${kinds}`;
}
