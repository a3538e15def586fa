/** A mail as it leaves. Both parts say the same. */
export interface Message {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets; the same for every attempt at one mail. */
  readonly messageId: string;
  readonly date: Date;
}

/**
 * What became of an attempt. `refused`: certainly not taken, for now or for good. `unknown`: it broke off after the text had begun
 * to travel, so it may have been taken.
 */
export type MailVerdict =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Hands a mail over to whoever delivers it, once; never throws for what the other side says or does. */
export interface MailTransport {
  send(message: Message): Promise<MailVerdict>;
  /** Why no mail would be taken now, as far as that shows without sending one; null when one would. Never throws either. */
  trouble(): Promise<string | null>;
}
