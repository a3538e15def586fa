import { durationText } from '../durations.ts';
import type { TaskState } from '../../task/states.ts';
import type { ProcessMailFacts } from './facts.ts';

const outcomes: Readonly<Record<string, string>> = {
  completed: 'completed',
  failed: 'failed',
  error: 'ended with a system error',
  stopped: 'was stopped',
};

/** As counts are told: what went well first, what did not begin last. */
const order: readonly TaskState[] = ['completed', 'failed', 'error', 'stopped', 'stopping', 'running', 'pending', 'unscheduled'];

/** Names come from people: what would break a line or a header becomes a space. */
export const plain = (name: string): string => name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export const outcomeOf = ({ state }: Pick<ProcessMailFacts, 'state'>): string => outcomes[state] ?? `ended (${state})`;

export const nameOf = ({ processName, processId }: Pick<ProcessMailFacts, 'processName' | 'processId'>): string =>
  plain(processName ?? '') || processId.slice(0, 8);

export const subjectOf = (facts: Pick<ProcessMailFacts, 'instanceName' | 'processName' | 'processId' | 'state'>): string =>
  `[${plain(facts.instanceName)}] Process ${nameOf(facts)} ${outcomeOf(facts)}`;

export function sentenceOf(facts: ProcessMailFacts): string {
  const project = facts.projectName === null ? '' : ` in project "${plain(facts.projectName)}"`;
  return `The process "${nameOf(facts)}"${project} ${outcomeOf(facts)}.`;
}

const timeText = (time: Date): string => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const countsText = ({ counts }: ProcessMailFacts): string =>
  order.flatMap((state) => ((counts[state] ?? 0) > 0 ? [`${counts[state]} ${state}`] : [])).join(', ') || 'none';

/** The facts beside their names. */
export const factsOf = (facts: ProcessMailFacts): readonly (readonly [string, string])[] => [
  ['Started', timeText(facts.started)],
  ['Finished', timeText(facts.finished)],
  ['Duration', durationText(facts.durationMs)],
  ['Tasks', countsText(facts)],
];

/** Null when there is nothing to tell. */
export const errorsText = ({ elementsWithErrors }: ProcessMailFacts): string | null =>
  elementsWithErrors === null || elementsWithErrors === 0 ? null : `Elements with errors: ${elementsWithErrors}`;

export const addressOf = ({ publicUrl, processId }: ProcessMailFacts): string => `${publicUrl}/process/${processId}`;
