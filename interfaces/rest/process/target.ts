import { oneProcess } from '../../../projections/processes/queries.ts';
import { located } from '../edge/target.ts';

/** The project of the process in the path. */
export const corpusOfProcessInPath = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const process = await oneProcess(db, path.id);
  return process?.corpusId ? { kind: 'corpus', id: process.corpusId, processId: process.id } : null;
});
