import type { Kysely } from 'kysely';
import type { MailsLook } from '../../application/ports/look/mails.ts';
import type { Tables } from '../tables.ts';

/** What mails tell that only the read side knows. */
export const mailsLook = (db: Kysely<Tables>): MailsLook => ({
  async projectName(corpusId) {
    const row = await db.selectFrom('corpora').select('name').where('id', '=', corpusId).executeTakeFirst();
    return row?.name ?? null;
  },
  tasksOf: (processId, run) =>
    db
      .selectFrom('tasks')
      .select(['slug', 'state'])
      .where('processId', '=', processId)
      .where('run', '=', run)
      .orderBy('depth')
      .orderBy('slug')
      .execute(),
  async elementsWithErrors(processId, run) {
    const row = await db
      .selectFrom('activityStats')
      .select(({ fn }) => [fn.countAll<string>().as('runs'), fn.sum<string>('error').as('errors')])
      .where('processId', '=', processId)
      .where('run', '=', run)
      .executeTakeFirstOrThrow();
    return Number(row.runs) === 0 ? null : Number(row.errors);
  },
});
