import { system, type Recorded } from '../../../domain/kernel/event.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { discardMail } from '../../../domain/mail/discard.ts';
import { giveUpMail } from '../../../domain/mail/give-up.ts';
import { handOverMail } from '../../../domain/mail/hand-over.ts';
import { recordMailFailure } from '../../../domain/mail/record-failure.ts';
import { recordMailSent } from '../../../domain/mail/record-sent.ts';
import { replayMail } from '../../../domain/mail/replay.ts';
import { mail, outcomeUnknown, type MailState } from '../../../domain/mail/state.ts';
import { suppressMail } from '../../../domain/mail/suppress.ts';
import { NotNow, Unrepeatable, type JobHandler } from '../../jobs/handler.ts';
import { command, type AnyCommand, type CommandBus, type Origin, type Outcome } from '../../pipeline/command.ts';
import { load } from '../../pipeline/load.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { People } from '../../ports/identity/people.ts';
import type { MailTransport, MailVerdict, Message } from '../../ports/mail-transport.ts';
import type { ClaimedJob, NewJob } from '../../ports/open-jobs.ts';
import { addresseeOf } from './addressee.ts';
import { composed, type ComposeDeps } from './compose.ts';
import { finishedProcess } from './finished-process.ts';
import type { MailJob } from './mailer.ts';

export interface DeliveryDeps extends ComposeDeps {
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly people: People;
  readonly transport: Pick<MailTransport, 'send'>;
  readonly clock: Clock;
}

/**
 * Delivers mails, each at most once.
 *
 *   requested, waiting ─► composed ─► MailHandedOver ─► the mail server ─► MailSent │ MailFailed │ MailParked
 *   handed over: whoever did it died before the verdict ─► MailParked {outcome_unknown}
 */
export class MailDelivery implements JobHandler {
  readonly reactor = 'mailer';
  readonly #deps: DeliveryDeps;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
  }

  async run(job: ClaimedJob): Promise<void> {
    const { mailId } = job.data as MailJob;
    const { state, events } = await load<MailState>(this.#deps.store, mail, mailId);
    const [cause] = events;
    if (!cause) return;
    switch (state.life) {
      case 'requested':
      case 'waiting':
        return this.#deliver(job, cause);
      case 'handed over':
        await this.#send(job, cause, 'unknown', command(giveUpMail, mailId, { attempt: state.attempt }));
        throw new Unrepeatable(outcomeUnknown);
      case 'parked':
        throw new Unrepeatable(state.parkedFor ?? outcomeUnknown);
      case 'none':
      case 'sent':
      case 'suppressed':
      case 'discarded':
        return;
    }
  }

  async replayed(job: NewJob, by: Origin): Promise<void> {
    await this.#deps.bus.execute(command(replayMail, (job.data as MailJob).mailId, {}), by);
  }

  async discarded(job: NewJob, reason: string, by: Origin): Promise<void> {
    await this.#deps.bus.execute(command(discardMail, (job.data as MailJob).mailId, { reason }), by);
  }

  async #deliver(job: ClaimedJob, cause: Recorded): Promise<void> {
    const { store, people, clock } = this.#deps;
    const { mailId, processId, ...finish } = job.data as MailJob;
    const process = await finishedProcess(store, processId, finish);
    if (!process) throw new Unrepeatable('The process has no such end.');
    const addressee = await addresseeOf(process, people);
    if (addressee.kind === 'nobody') {
      await this.#send(job, cause, 'nobody', command(suppressMail, mailId, { kind: 'process', reason: addressee.reason }));
      return;
    }
    const message = await composed(this.#deps, process, addressee.person, { id: mailId, now: clock.now() });
    await this.#handOver(job, cause, message);
  }

  async #handOver(job: ClaimedJob, cause: Recorded, message: Message): Promise<void> {
    const { mailId } = job.data as MailJob;
    const { events, refusals } = await this.#send(job, cause, 'hand over', command(handOverMail, mailId, { messageId: message.messageId }));
    if (refusals.length > 0) throw new NotNow('Somebody else hands this mail over.');
    const { attempt } = events[0]?.data as { readonly attempt: number };
    const verdict = await this.#deps.transport.send(message);
    const { events: recorded } = await this.#send(job, cause, 'verdict', recording(verdict, mailId, attempt));
    if (verdict.kind === 'taken') return;
    const parked = recorded.find(({ type }) => type === 'MailParked')?.data as { readonly reason: string } | undefined;
    throw parked ? new Unrepeatable(parked.reason) : new Error(verdict.reason);
  }

  /** Ids derive from the claim: only whoever holds it repeats a command, and nobody takes another's hand-over for its own. */
  #send({ id, term }: ClaimedJob, cause: Recorded, step: string, next: AnyCommand): Promise<Outcome> {
    const commandId = derivedId(id, `${term} ${step}`);
    return this.#deps.bus.execute(next, {
      actor: system(this.reactor),
      commandId,
      correlationId: cause.metadata.correlationId,
      causationId: cause.id,
    });
  }
}

function recording(verdict: MailVerdict, mailId: string, attempt: number): AnyCommand {
  switch (verdict.kind) {
    case 'taken':
      return command(recordMailSent, mailId, { attempt });
    case 'refused':
      return command(recordMailFailure, mailId, { attempt, reason: verdict.reason, permanent: verdict.permanent });
    case 'unknown':
      return command(giveUpMail, mailId, { attempt });
  }
}
