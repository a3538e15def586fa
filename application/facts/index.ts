import { addWorkerRunFacts } from './add-worker-run.ts';
import { adoptLateReportFacts } from './adopt-late-report.ts';
import { changeWorkerRunFacts } from './change-worker-run.ts';
import { checkImageFacts } from './check-image.ts';
import { configureProcessFacts } from './configure-process.ts';
import { createConfigurationFacts } from './create-configuration.ts';
import { createElementTranscriptionsFacts } from './create-element-transcriptions.ts';
import { createElementFacts } from './create-element.ts';
import { createElementsFacts } from './create-elements.ts';
import { createFarmFacts } from './create-farm.ts';
import { createProcessFacts } from './create-process.ts';
import { createTranscriptionFacts } from './create-transcription.ts';
import { createTranscriptionsFacts } from './create-transcriptions.ts';
import type { AnyFacts } from './facts.ts';
import { removeAgentFacts } from './remove-agent.ts';
import { reportActivityFacts } from './report-activity.ts';
import { restartTaskFacts } from './restart-task.ts';
import { retryProcessFacts } from './retry-process.ts';
import { startProcessFacts } from './start-process.ts';
import { updateElementFacts } from './update-element.ts';

/** The facts of every decision that looks beyond its own stream. */
export const allFacts: readonly AnyFacts[] = [
  addWorkerRunFacts,
  adoptLateReportFacts,
  changeWorkerRunFacts,
  checkImageFacts,
  configureProcessFacts,
  createConfigurationFacts,
  createElementFacts,
  createElementTranscriptionsFacts,
  createElementsFacts,
  createFarmFacts,
  createProcessFacts,
  createTranscriptionFacts,
  createTranscriptionsFacts,
  removeAgentFacts,
  reportActivityFacts,
  restartTaskFacts,
  retryProcessFacts,
  startProcessFacts,
  updateElementFacts,
];
