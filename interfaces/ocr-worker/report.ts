import type { Outcome } from './process-element.ts';

/** One line of the log for an element that has ended; `place` and `total` count from 1. */
export function outcomeLine(outcome: Outcome, place: number, total: number): string {
  return `[${place}/${total}] ${outcome.subject}: ${said(outcome)}`;
}

function said(outcome: Outcome): string {
  switch (outcome.state) {
    case 'processed': {
      const found = outcome.confidence === null ? 'no text found' : `${outcome.lines} lines, confidence ${outcome.confidence.toFixed(2)}`;
      return `${found}, ${outcome.seconds.toFixed(1)} s`;
    }
    case 'skipped':
      return 'skipped, it is done or another task has it';
    case 'failed':
      return `failed: ${outcome.reason}`;
  }
}

/** The last lines of the log: the count, then every failure with its file and its reason. */
export function summary(outcomes: readonly Outcome[], total: number): readonly string[] {
  const count = (state: Outcome['state']): number => outcomes.filter((outcome) => outcome.state === state).length;
  const unreached = total === outcomes.length ? '' : `, ${total - outcomes.length} not reached`;
  const counts = `${count('processed')} processed, ${count('skipped')} skipped, ${count('failed')} failed${unreached}`;
  const failures = outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [`Failed: ${outcome.subject}: ${outcome.reason}`] : []));
  return [`Ran on ${total} elements: ${counts}`, ...failures];
}
