import { z } from 'zod';
import { command, type Outcome } from '../../../../application/pipeline/command.ts';
import { secondLook } from '../../../../application/ports/look/look.ts';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { adoptLateReport } from '../../../../domain/task/adopt-late-report.ts';
import { oneLateReport } from '../../../../projections/late-reports/queries.ts';
import { write } from '../../edge/operation.ts';
import { uuid } from '../../edge/query-values.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { taskSchema, taskShown } from '../../task/shapes.ts';

const taskOf = ({ events }: Outcome): string => events.find(({ type }) => type === 'LateReportAdopted')?.stream.slice('task-'.length) ?? '';

export const adoptLateReportOperation = write({
  id: 'AdoptLateReport',
  method: 'post',
  path: '/colophon/late-report/{id}/adopt/',
  tag: 'colophon',
  summary: 'Let a report count that came after its agent was given up; the id is that of its event.',
  who: instanceAdmin,
  params: z.object({ id: uuid() }),
  status: 200,
  answer: taskSchema,
  async command({ path }, { db, look }) {
    const report = await secondLook(
      look,
      () => oneLateReport(db, path.id),
      (found) => found === undefined,
    );
    return report ? command(adoptLateReport, report.taskId, { eventId: path.id }) : refused(refusal('not_found'));
  },
  shows: taskShown,
  key: (_asked, outcome) => taskOf(outcome),
});
