import { oneProcess } from '../../../projections/processes/queries.ts';
import { locatedBy } from '../edge/target.ts';

/** The project of the process in the body. */
export const corpusOfProcessInBody = locatedBy<{ readonly body: { readonly process_id: string } }>(
  'process_id',
  async ({ body }, { db }) => {
    const process = await oneProcess(db, body.process_id);
    return process?.corpusId ? { kind: 'corpus', id: process.corpusId, processId: process.id } : null;
  },
);
