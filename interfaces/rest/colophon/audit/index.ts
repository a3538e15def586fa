import type { AnyOperation } from '../../edge/operation.ts';
import { adoptLateReportOperation } from './adopt-late-report.ts';
import { createAuditBundle } from './create-audit-bundle.ts';
import { listEvents } from './list-events.ts';
import { listLateReports } from './list-late-reports.ts';
import { listProcessHistory } from './list-process-history.ts';
import { listRefusedCommands } from './list-refused-commands.ts';
import { listStreamEvents } from './list-stream-events.ts';
import { retrieveAuditKey } from './retrieve-audit-key.ts';
import { retrieveEvent } from './retrieve-event.ts';
import { retrieveProcessAt } from './retrieve-process-at.ts';
import { retrieveStream } from './retrieve-stream.ts';
import { retrieveTaskAt } from './retrieve-task-at.ts';
import { retrieveTrace } from './retrieve-trace.ts';
import { verifyAuditBundle } from './verify-audit-bundle.ts';

/** What was, why, and who would have had it otherwise. */
export const auditOperations: readonly AnyOperation[] = [
  adoptLateReportOperation,
  createAuditBundle,
  listEvents,
  listLateReports,
  listProcessHistory,
  listRefusedCommands,
  listStreamEvents,
  retrieveAuditKey,
  retrieveEvent,
  retrieveProcessAt,
  retrieveStream,
  retrieveTaskAt,
  retrieveTrace,
  verifyAuditBundle,
];
