import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { lateReports } from '../../../projections/late-reports/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import * as a from '../../support/tasks.ts';

const refused = {
  type: 'LateReportRefused',
  data: { reportedTerm: 1, currentTerm: 2, agentId: a.agentId, report: { state: 'failed', exitCode: 3 } },
} as const;
const ofTask = inStream(`task-${a.taskId}`);
const id = naturalId('event', 0);

test('a late report is a row of its own, with the id of its event', async () => {
  assert.deepEqual(rowsAfter(lateReports, ...ofTask(refused)).get(id), {
    id,
    taskId: a.taskId,
    time: second(0),
    agentId: a.agentId,
    reportedTerm: 1,
    currentTerm: 2,
    state: 'failed',
    exitCode: 3,
    adopted: false,
    position: 1n,
  });
});

test('an adoption shows on the report that was adopted', async () => {
  const rows = rowsAfter(
    lateReports,
    ...ofTask(refused, refused),
    ...ofTask({ type: 'LateReportAdopted', data: { reportedTerm: 1, eventId: id } }),
  );
  assert.deepEqual(
    [...rows.values()].map(({ adopted }) => adopted),
    [true, false],
  );
});
