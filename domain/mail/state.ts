import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { naturalId } from '../kernel/ids.ts';
import { mailEvents, type MailEvent, type MailRequest } from './events.ts';

export interface MailState {
  readonly life: 'none' | 'requested' | 'waiting' | 'handed over' | 'sent' | 'parked' | 'suppressed' | 'discarded';
  /** Null when it was never requested. */
  readonly request: MailRequest | null;
  /** Number of the last hand-over over the mail's whole life; 0 = none. */
  readonly attempt: number;
  /** Attempts that failed since it was requested or replayed. */
  readonly failures: number;
  /** Why it is parked. */
  readonly parkedFor: string | null;
}

function evolve(state: MailState, event: MailEvent): MailState {
  switch (event.type) {
    case 'MailRequested':
      return { ...state, life: 'requested', request: event.data };
    case 'MailSuppressed':
      return { ...state, life: 'suppressed' };
    case 'MailHandedOver':
      return { ...state, life: 'handed over', attempt: event.data.attempt };
    case 'MailSent':
      return { ...state, life: 'sent' };
    case 'MailFailed':
      return { ...state, life: 'waiting', failures: state.failures + 1 };
    case 'MailParked':
      return { ...state, life: 'parked', parkedFor: event.data.reason };
    case 'MailReplayed':
      return { ...state, life: 'requested', failures: 0, parkedFor: null };
    case 'MailDiscarded':
      return { ...state, life: 'discarded' };
  }
}

/**
 * One mail, sent at most once unless an operator says otherwise.
 *
 *   requested ─► handed over ─► sent
 *       ▲    ▲        ├─► waiting ─► handed over (a clear "not now", up to five times)
 *       │    └────────┘
 *       └─(replayed)─ parked ◄── a clear "never", the fifth "not now", or nobody knows: outcome_unknown
 *                       └──────► discarded
 *   suppressed: decided before anything was handed over
 */
export const mail: Aggregate<MailState, MailEvent> = {
  category: 'mail',
  events: mailEvents,
  initial: { life: 'none', request: null, attempt: 0, failures: 0, parkedFor: null },
  evolve,
};

/** One mail per finish of a run: its stream exists from the first time on. */
export const processMailId = (processId: string, run: number, generation: number): string =>
  naturalId('process', processId, run, generation);

/** Reason of a mail that was handed over and of which nobody heard again. */
export const outcomeUnknown = 'outcome_unknown';

/** So many failed attempts, and it is parked. */
export const maximalFailures = 5;

export const decision = decisionsOf(mail);
