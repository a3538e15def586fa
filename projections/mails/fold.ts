import type { Recorded } from '../../domain/kernel/event.ts';
import type { MailEvent, mailKinds } from '../../domain/mail/events.ts';
import { processMailId } from '../../domain/mail/state.ts';
import type { ProcessEvent } from '../../domain/process/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Finished = Extract<ProcessEvent, { type: 'ProcessFinished' }>;
type Taken = MailEvent | Finished;

export const mailStates = ['requested', 'waiting', 'handed_over', 'sent', 'parked', 'suppressed', 'discarded'] as const;

/** A mail, or a finish of a process about which there may be one: then `state` is null. */
export interface MailRow {
  readonly id: string;
  readonly kind: (typeof mailKinds)[number];
  readonly state: (typeof mailStates)[number] | null;
  /** The user; null when nobody was to get it. */
  readonly recipientId: number | null;
  readonly processId: string | null;
  /** State of the process that the mail is about. */
  readonly outcome: string | null;
  /** When it was requested, or suppressed. */
  readonly time: Date;
  /** Times that it was handed to the mail server, or was about to be. */
  readonly attempts: number;
  /** Why it waits, is parked, or is not to be sent. */
  readonly reason: string | null;
  readonly position: bigint;
}

function begun(id: string, { time, position }: Recorded<Taken>): MailRow {
  const about = { processId: null, outcome: null, recipientId: null };
  return { id, kind: 'process', state: null, ...about, time, attempts: 0, reason: null, position };
}

function changed(row: MailRow, { type, data }: Recorded<MailEvent>): MailRow {
  switch (type) {
    case 'MailRequested':
      return { ...row, kind: data.kind, state: 'requested', recipientId: data.recipientId, processId: data.processId };
    case 'MailSuppressed':
      return { ...row, kind: data.kind, state: 'suppressed', reason: data.reason };
    case 'MailHandedOver':
      return { ...row, state: 'handed_over', attempts: data.attempt, reason: null };
    case 'MailSent':
      return { ...row, state: 'sent', reason: null };
    case 'MailFailed':
      return { ...row, state: 'waiting', reason: data.reason };
    case 'MailParked':
      return { ...row, state: 'parked', reason: data.reason };
    case 'MailReplayed':
      return { ...row, state: 'requested', reason: null };
    case 'MailDiscarded':
      return { ...row, state: 'discarded', reason: data.reason };
  }
}

export const mails: Projection<MailRow, Taken> = {
  name: 'mails',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      kind: 'text',
      state: 'text',
      recipientId: 'int',
      processId: 'uuid',
      outcome: 'text',
      time: 'time',
      attempts: 'int',
      reason: 'text',
      position: 'bigint',
    },
    key: 'id',
    indexes: ['(position)', '(state, position)', '(process_id, position)'],
  },
  takes: [
    'ProcessFinished',
    'MailRequested',
    'MailSuppressed',
    'MailHandedOver',
    'MailSent',
    'MailFailed',
    'MailParked',
    'MailReplayed',
    'MailDiscarded',
  ],
  keys: (recorded) => [
    recorded.type === 'ProcessFinished'
      ? processMailId(streamId(recorded), recorded.data.run, recorded.data.generation)
      : streamId(recorded),
  ],
  fold(row, recorded, id) {
    if (recorded.type === 'ProcessFinished') return { ...begun(id, recorded), processId: streamId(recorded), outcome: recorded.data.state };
    const { time, position } = recorded;
    return changed(row?.state ? row : { ...begun(id, recorded), ...row, time, position }, recorded);
  },
};
