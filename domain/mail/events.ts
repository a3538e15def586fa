import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

export const mailKinds = ['process', 'export'] as const;
const kind = z.enum(mailKinds);

export const mailEvents = {
  MailRequested: z.object({
    kind,
    recipientId: z.int().describe('The user; the address is looked up when it is sent'),
    processId: z.uuid().nullable(),
    run: z.int().nullable(),
    generation: z.int().nullable(),
    exportId: z.uuid().nullable(),
  }),
  MailSuppressed: z.object({ kind, reason: z.string() }),
  MailHandedOver: z
    .object({ attempt: z.int().min(1), messageId: z.string() })
    .describe('Stands before the conversation with the mail server, so that no mail goes out twice'),
  MailSent: z.object({ attempt: z.int().min(1) }),
  MailFailed: z.object({ attempt: z.int().min(1), reason: z.string(), permanent: z.boolean() }),
  MailParked: z.object({ reason: z.string().describe('`outcome_unknown`: it may have been taken') }),
  MailReplayed: z.object({}),
  MailDiscarded: z.object({ reason: z.string() }),
} as const;

export type MailEvent = EventsOf<typeof mailEvents>;
export type MailRequest = z.infer<(typeof mailEvents)['MailRequested']>;
