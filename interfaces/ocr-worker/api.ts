import { z } from 'zod';
import { RequestRefused } from './client.ts';
import type { ApiClient } from './client.ts';
import type { Environment } from './environment.ts';
import { idempotencyKeys } from './idempotency-key.ts';
import { element, workerRun } from './shapes.ts';
import type { Element, Polygon, WorkerRun } from './shapes.ts';

export type LineResult = { readonly polygon: Polygon; readonly text: string; readonly confidence: number };
export type TextResult = { readonly text: string; readonly confidence: number };
export type ActivityState = 'started' | 'processed' | 'error';

/** The six operations that this worker uses. */
export type Api = {
  readonly workerRun: () => Promise<WorkerRun>;
  readonly element: (elementId: string) => Promise<Element>;
  /** `conflict`: another task has this element, or it is done. */
  readonly reportActivity: (elementId: string, state: ActivityState) => Promise<'accepted' | 'conflict'>;
  /** Lines of a page, in reading order, as child elements of type `text_line` with a transcription each. */
  readonly createLines: (elementId: string, lines: readonly LineResult[]) => Promise<void>;
  readonly createText: (elementId: string, text: TextResult) => Promise<void>;
};

export function arkindexApi(client: ApiClient, environment: Environment): Api {
  const { workerRunId, processId } = environment;
  const keys = idempotencyKeys(environment);
  const orientation = 'horizontal-lr';
  return {
    workerRun: () => client.get(`/process/workers/${workerRunId}/`, workerRun),
    element: (elementId) => client.get(`/element/${elementId}/`, element),

    async reportActivity(elementId, state) {
      const write = { key: keys.activity(elementId, state), body: { element_id: elementId, process_id: processId, state } };
      try {
        await client.write('PUT', `/workers/versions/${workerRunId}/activity/`, write, z.unknown());
        return 'accepted';
      } catch (error) {
        if (error instanceof RequestRefused && error.status === 409) return 'conflict';
        throw error;
      }
    },

    async createLines(elementId, lines) {
      const transcriptions = lines.map((line) => ({ ...line, element_confidence: line.confidence, orientation }));
      const body = { element_type: 'text_line', worker_run_id: workerRunId, transcriptions, return_elements: true };
      await client.write('POST', `/element/${elementId}/transcriptions/bulk/`, { key: keys.result(elementId, 'lines'), body }, z.unknown());
    },

    async createText(elementId, text) {
      const body = { ...text, orientation, worker_run_id: workerRunId };
      await client.write('POST', `/element/${elementId}/transcription/`, { key: keys.result(elementId, 'text'), body }, z.unknown());
    },
  };
}
