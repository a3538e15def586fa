import { appendFile } from 'node:fs/promises';
import { uploadArtifacts } from './artifacts.ts';
import type { Claim } from './claim.ts';
import { isGone } from './http.ts';
import type { LogUpload } from './log-upload.ts';
import type { Outcome } from './outcome.ts';
import { report } from './report.ts';
import { listWorkFiles } from './work-files.ts';
import type { Report } from './wire.ts';

/**
 * What follows the end of a task: its log, its artifacts, and last its report, so that everything a child needs is there when the report is
 * accepted. A claim that was found to be over meanwhile says its final state once nevertheless, so that an operator can adopt it.
 */
export async function finish(claim: Claim, outcome: Outcome, log: LogUpload): Promise<void> {
  const { orders } = claim;
  if (outcome.kind === 'ended' && outcome.order === 'remove') return;
  if (outcome.kind === 'ended' && outcome.order === 'hand_back') {
    await report(claim, { state: 'pending', cause: 'agent_shutdown' }, orders.remove);
    return;
  }
  const last = await withUploads(claim, finalReport(outcome), log);
  if ((await report(claim, last, orders.remove)) === 'refused' && last.state !== 'error') {
    await report(claim, failure(`The server refused the state ${last.state}.`), orders.remove);
  }
}

type FinalReport = Exclude<Report, { state: 'running' | 'pending' }>;

const failure = (detail: string): FinalReport => ({ state: 'error', cause: 'agent_error', detail });

function finalReport(outcome: Outcome): FinalReport {
  switch (outcome.kind) {
    case 'exited':
      return { state: outcome.code === 0 ? 'completed' : 'failed', exit_code: outcome.code, duration_ms: outcome.durationMs };
    case 'ended':
      return { state: 'stopped' };
    case 'lost':
      return { state: 'error', cause: 'container_lost', detail: "The task's process disappeared without an exit code." };
  }
}

/** Uploads what the task has left and answers its report, which is another one when something of it cannot be kept. */
async function withUploads(claim: Claim, last: FinalReport, log: LogUpload): Promise<FinalReport> {
  const { folder, orders } = claim;
  try {
    const { kept, left } = await listWorkFiles(folder.work);
    for (const path of left) await appendFile(folder.log, `colophon: not kept, its name cannot be an artifact's: ${path}\n`);
    const bytes = await log.finish();
    if (last.state !== 'error') await uploadArtifacts(claim, kept);
    return bytes === null ? last : { ...last, log_bytes: bytes };
  } catch (error) {
    return orders.remove.aborted || isGone(error) ? last : failure((error as Error).message);
  }
}
