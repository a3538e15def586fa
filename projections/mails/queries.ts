import type { Kysely } from 'kysely';
import type { Position } from '../../application/ports/event-store.ts';
import type { Tables } from '../tables.ts';
import type { MailRow } from './fold.ts';

/** A mail with the name that its process has now; null when it has none, or is gone. */
export type ListedMail = MailRow & { readonly state: NonNullable<MailRow['state']>; readonly processName: string | null };

export interface MailFilter {
  readonly state?: ListedMail['state'] | undefined;
  readonly processId?: string | undefined;
}

const found = (db: Kysely<Tables>, { state, processId }: MailFilter) => {
  const query = db.selectFrom('mails').where('mails.state', state === undefined ? 'is not' : '=', state ?? null);
  return processId === undefined ? query : query.where('mails.processId', '=', processId);
};

/** Newest first, those before a position. */
export function mailsWhere(db: Kysely<Tables>, filter: MailFilter, before: Position | null, limit: number): Promise<readonly ListedMail[]> {
  const query = found(db, filter)
    .leftJoin('processes', 'processes.id', 'mails.processId')
    .selectAll('mails')
    .select('processes.name as processName')
    .$narrowType<{ state: ListedMail['state'] }>();
  return (before === null ? query : query.where('mails.position', '<', before)).orderBy('mails.position', 'desc').limit(limit).execute();
}

export async function countMails(db: Kysely<Tables>, filter: MailFilter): Promise<number> {
  const { count } = await found(db, filter)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
