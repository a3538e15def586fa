import { htmlOf } from '../../../domain/policies/process-mail/html.ts';
import { textOf } from '../../../domain/policies/process-mail/text.ts';
import { plain, subjectOf } from '../../../domain/policies/process-mail/words.ts';
import type { TaskCounts } from '../../../domain/policies/process-state.ts';
import type { Person } from '../../ports/identity/people.ts';
import type { MailsLook } from '../../ports/look/mails.ts';
import type { Message } from '../../ports/mail-transport.ts';
import { ReadSideBehind, type ReadSide } from '../../ports/read-side.ts';
import type { FinishedProcess } from './finished-process.ts';

export interface ComposeDeps {
  readonly look: MailsLook;
  readonly readSide: ReadSide;
  readonly instanceName: string;
  readonly publicUrl: string;
}

/** The read models get this long to show the end that the mail tells of. */
const patienceMs = 5_000;

/** The same for every attempt at one mail, so that a receiver knows a second one. */
export const messageIdOf = (mailId: string, publicUrl: string): string => `<${mailId}@${new URL(publicUrl).hostname}>`;

/** The mail about a finish, made from the facts as they are now. @throws ReadSideBehind */
export async function composed(
  { look, readSide, instanceName, publicUrl }: ComposeDeps,
  { id, state, finished, started }: FinishedProcess,
  person: Person,
  mail: { readonly id: string; readonly now: Date },
): Promise<Message> {
  if (!(await readSide.waitFor(finished.position, patienceMs))) throw new ReadSideBehind(finished.position, readSide.applied());
  const { run, durationMs, finishedAt, tasks: counts, state: shown } = finished.data;
  const corpusId = state.about?.corpusId ?? null;
  const [projectName, tasks, elementsWithErrors] = await Promise.all([
    corpusId === null ? null : look.projectName(corpusId),
    look.tasksOf(id, run),
    look.elementsWithErrors(id, run),
  ]);
  const facts = {
    instanceName,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    recipientName: person.displayName,
    processId: id,
    processName: state.about?.name ?? null,
    projectName,
    state: shown,
    started,
    finished: new Date(finishedAt),
    durationMs,
    counts: counts as TaskCounts,
    tasks,
    elementsWithErrors,
  };
  return {
    to: { name: plain(person.displayName), address: person.email },
    subject: subjectOf(facts),
    text: textOf(facts),
    html: htmlOf(facts),
    messageId: messageIdOf(mail.id, publicUrl),
    date: mail.now,
  };
}
