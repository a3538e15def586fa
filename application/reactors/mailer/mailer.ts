import { streamOf } from '../../../domain/kernel/decision.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { requestMail } from '../../../domain/mail/request.ts';
import { mail } from '../../../domain/mail/state.ts';
import { suppressMail } from '../../../domain/mail/suppress.ts';
import { command } from '../../pipeline/command.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { People } from '../../ports/identity/people.ts';
import type { OpenJob, Reactor, Send } from '../reactor.ts';
import { addresseeOf } from './addressee.ts';
import { finishedProcess, mailOf, type Finished } from './finished-process.ts';

/** Modes whose end nobody is told of. */
const silent: ReadonlySet<string> = new Set(['repository']);

/** What the job of a mail knows. */
export type MailJob = { readonly mailId: string; readonly processId: string; readonly run: number; readonly generation: number };

/**
 * Tells people that their process has ended.
 *
 *   ProcessFinished ─► MailRequested, and a job that delivers it │ MailSuppressed: there is nobody to tell
 *
 * It begins where it is first installed: nobody gets mail for what ended before. After that the streams of the mails see to it that
 * each is requested once, however often their events come.
 */
export class Mailer implements Reactor {
  readonly name = 'mailer';
  readonly takes: readonly string[] = ['ProcessFinished'];
  readonly begins = 'head';
  readonly #store: EventStore;
  readonly #people: People;

  constructor(store: EventStore, people: People) {
    this.#store = store;
    this.#people = people;
  }

  forget(): void {
    // It keeps nothing in memory.
  }

  async react(page: readonly Recorded[], send: Send, open: OpenJob): Promise<void> {
    for (const event of page as readonly Finished[]) await this.#finished(event, send, open);
  }

  async #finished(event: Finished, send: Send, open: OpenJob): Promise<void> {
    const processId = event.stream.slice('process-'.length);
    const { run, generation } = event.data;
    const process = await finishedProcess(this.#store, processId, event.data);
    if (!process || silent.has(process.mode)) return;
    const mailId = mailOf(event);
    const addressee = await addresseeOf(process, this.#people);
    if (addressee.kind === 'nobody') {
      await send(command(suppressMail, mailId, { kind: 'process', reason: addressee.reason }), event);
      return;
    }
    const request = { kind: 'process', recipientId: addressee.person.id, processId, run, generation, exportId: null };
    const { events } = await send(command(requestMail, mailId, request), event);
    if (events.length > 0) open(event, streamOf(mail, mailId), { mailId, processId, run, generation } satisfies MailJob);
  }
}
