import type { TaskLine } from '../../../domain/policies/process-mail/facts.ts';

/** What mails tell that only the read side knows. */
export interface MailsLook {
  projectName(corpusId: string): Promise<string | null>;
  /** Every task of a run, in depth order, then slug. */
  tasksOf(processId: string, run: number): Promise<readonly TaskLine[]>;
  /** Elements with an activity in error in the queue of a run; null when it queued none. */
  elementsWithErrors(processId: string, run: number): Promise<number | null>;
}
