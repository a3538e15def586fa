import type { AnyDecision } from '../kernel/decision.ts';
import { addArtifact } from './add-artifact.ts';
import { adoptLateReport } from './adopt-late-report.ts';
import { claimTask } from './claim.ts';
import { createTask } from './create.ts';
import { expireClaim } from './expire-claim.ts';
import { forceStop } from './force-stop.ts';
import { queueTask } from './queue.ts';
import { recordLateUse } from './record-late-use.ts';
import { releaseClaim } from './release-claim.ts';
import { reportError } from './report-error.ts';
import { reportCompleted, reportFailed } from './report-exit.ts';
import { reportStarted } from './report-started.ts';
import { reportStopped } from './report-stopped.ts';
import { requestStopTask } from './request-stop.ts';
import { restartTask } from './restart.ts';
import { stopByTtl } from './stop-by-ttl.ts';

export { task } from './state.ts';

export const taskDecisions: readonly AnyDecision[] = [
  addArtifact,
  adoptLateReport,
  claimTask,
  createTask,
  expireClaim,
  forceStop,
  queueTask,
  recordLateUse,
  releaseClaim,
  reportCompleted,
  reportError,
  reportFailed,
  reportStarted,
  reportStopped,
  requestStopTask,
  restartTask,
  stopByTtl,
];
