// An elements worker that computes nothing: it writes "text of <name>" for each element. As told by the files in its orders folder
// (`orders` of its configuration), it fails, breaks down, or holds still, so that a test can strike at a known moment.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { apiClient, RequestRefused } from '../../../interfaces/ocr-worker/client.ts';
import { systemClock } from '../../../interfaces/ocr-worker/clock.ts';
import { readElements } from '../../../interfaces/ocr-worker/elements.ts';
import { readEnvironment } from '../../../interfaces/ocr-worker/environment.ts';
import { idempotencyKeys } from '../../../interfaces/ocr-worker/idempotency-key.ts';

const runShape = z.object({ configuration: z.object({ configuration: z.object({ orders: z.string().optional() }) }).nullable() });
const elementShape = z.object({ name: z.string() });

const environment = readEnvironment(process.env);
const { workerRunId, processId } = environment;
const client = apiClient(environment, { clock: systemClock });
const keys = idempotencyKeys(environment);

const { configuration } = await client.get(`/process/workers/${workerRunId}/`, runShape);
const orders = configuration?.configuration.orders;

const isOrdered = (order: string): boolean => orders !== undefined && existsSync(join(orders, order));

/** Stays here while it is ordered to hold still at this stage, in general or for this element, and tells that it does. */
async function stage(stage: 'started' | 'written', name: string): Promise<void> {
  const isHeld = (): boolean => isOrdered(`hold ${stage}`) || isOrdered(`hold ${stage} ${name}`);
  if (orders !== undefined && isHeld())
    writeFileSync(join(orders, `held ${stage} ${name}`), JSON.stringify({ pid: process.pid, token: environment.token }));
  while (isHeld()) await pause(20);
}

process.on('SIGTERM', () => {
  if (!isOrdered('be stubborn')) process.exit(143);
});

async function report(elementId: string, state: 'started' | 'processed' | 'error'): Promise<void> {
  const body = { element_id: elementId, process_id: processId, state };
  await client.write('PUT', `/workers/versions/${workerRunId}/activity/`, { key: keys.activity(elementId, state), body }, z.unknown());
}

async function work(elementId: string): Promise<void> {
  const { name } = await client.get(`/element/${elementId}/`, elementShape);
  await report(elementId, 'started');
  await stage('started', name);
  if (isOrdered(`break ${name}`)) throw new Error(`broke down at ${name}`);
  if (isOrdered(`fail ${name}`)) return report(elementId, 'error');
  const body = { text: `text of ${name}`, confidence: 1, worker_run_id: workerRunId };
  await client.write('POST', `/element/${elementId}/transcription/`, { key: keys.result(elementId, 'text'), body }, z.unknown());
  await stage('written', name);
  await report(elementId, 'processed');
}

for (const elementId of await readElements(environment.elementsFile)) {
  await work(elementId).catch((error: unknown) => {
    if (!(error instanceof RequestRefused) || error.status !== 409) throw error;
    process.stdout.write(`skipped ${elementId}\n`);
  });
}
