import { z } from 'zod';
import { mailStates } from '../../../../projections/mails/fold.ts';
import { countMails, mailsWhere, type ListedMail } from '../../../../projections/mails/queries.ts';
import { cursorPart } from '../audit/cursor.ts';
import { readCursor } from '../../edge/operation.ts';
import { oneOf, uuid } from '../../edge/query-values.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mailSchema, mailShapes } from './shapes.ts';

export const listMails = readCursor({
  id: 'ListMails',
  method: 'get',
  path: '/colophon/mails/',
  tag: 'colophon',
  summary: 'List the mails about processes and what became of them, the newest first.',
  who: instanceAdmin,
  query: z.object({ state: oneOf(...mailStates).optional(), process: uuid().optional() }),
  answer: mailSchema,
  find: ({ query: { state, process: processId } }, { db }, wanted) => {
    const filter = { state, processId };
    return cursorPart(
      wanted,
      (before, limit) => mailsWhere(db, filter, before, limit),
      ({ position }) => position,
      () => countMails(db, filter),
    );
  },
  shows: {
    present: (rows: readonly ListedMail[], { identity: { people }, instanceName }) => mailShapes(rows, { people, instanceName }),
  },
});
