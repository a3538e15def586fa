import type { AnyDecision } from '../kernel/decision.ts';
import { discardMail } from './discard.ts';
import { giveUpMail } from './give-up.ts';
import { handOverMail } from './hand-over.ts';
import { recordMailFailure } from './record-failure.ts';
import { recordMailSent } from './record-sent.ts';
import { replayMail } from './replay.ts';
import { requestMail } from './request.ts';
import { suppressMail } from './suppress.ts';

export { mail } from './state.ts';

export const mailDecisions: readonly AnyDecision[] = [
  discardMail,
  giveUpMail,
  handOverMail,
  recordMailFailure,
  recordMailSent,
  replayMail,
  requestMail,
  suppressMail,
];
