import type { Progress } from './progress.ts';

const words: Readonly<Record<string, string>> = { failed: 'task error', error: 'system error' };
export const stateWord = (state: string): string => words[state] ?? state;

export const activityLine = ({ activities: { queued, started, processed, error } }: Progress): string =>
  `Elements: ${queued} queued, ${started} started, ${processed} processed, ${error} failed`;

export function estimateLine({ process, estimate }: Progress): string {
  if (process.finished !== null) return `Process ${stateWord(process.state)}`;
  if (estimate.estimated_completion === null) return 'Completion not yet known';
  const clock = new Date(estimate.estimated_completion).toTimeString().slice(0, 8);
  return `Completion in about ${estimate.estimated_text} (${clock})`;
}

/** The first reasons why tasks wait; empty when none does. */
export function waitingLine({ waiting }: Progress): string {
  const [first, ...others] = waiting;
  if (first === undefined) return '';
  return `Waiting: ${first}${others.length > 0 ? ` (${others.length} more wait)` : ''}`;
}
