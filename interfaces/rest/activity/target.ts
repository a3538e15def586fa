import { processes } from '../../../projections/processes/fold.ts';
import { locatedBy } from '../edge/target.ts';

/** The project of the process in the body. */
export const corpusOfProcessInBody = locatedBy<{ readonly body: { readonly process_id: string } }>(
  'process_id',
  async ({ body }, { current }) => {
    const process = await current.row(processes, body.process_id);
    return process?.corpusId ? { kind: 'corpus', id: process.corpusId, processId: process.id } : null;
  },
);
