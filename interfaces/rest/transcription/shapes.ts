import { z } from 'zod';
import { orientations } from '../../../domain/results/events.ts';
import { elementsById } from '../../../projections/elements/queries.ts';
import { transcriptions, type TranscriptionRow } from '../../../projections/transcriptions/fold.ts';
import { workerRunRefs, type WorkerRunRef } from '../../../projections/worker-runs/refs.ts';
import { mapper, shown } from '../edge/shown.ts';
import { elementItemSchema, itemShape, runRefSchema } from '../element/shapes.ts';
import { relatedTo } from '../element/related.ts';
import { idsOf } from '../ids-of.ts';

export const transcriptionSchema = z.object({
  id: z.uuid(),
  element_id: z.uuid(),
  text: z.string(),
  confidence: z.number().nullable(),
  orientation: z.enum(orientations),
  worker_version_id: z.uuid().nullable(),
  worker_run_id: z.uuid().nullable(),
  worker_run: runRefSchema.nullable(),
  element: elementItemSchema.nullable().describe('Only in recursive lists'),
});

type Shape = z.infer<typeof transcriptionSchema>;

const shape = (row: TranscriptionRow, run: WorkerRunRef | undefined, element: Shape['element']): Shape => ({
  id: row.id,
  element_id: row.elementId,
  text: row.text,
  confidence: row.confidence,
  orientation: row.orientation,
  worker_version_id: run?.workerVersionId ?? null,
  worker_run_id: row.workerRunId,
  worker_run: run ? { id: run.id, summary: run.summary } : null,
  element,
});

const runIds = (rows: readonly TranscriptionRow[]) => idsOf(rows.map(({ workerRunId }) => workerRunId));

export const transcriptionShown = shown(transcriptions, {
  relate: (rows: readonly TranscriptionRow[], { current }) => workerRunRefs(current, runIds(rows)),
  shape: (row: TranscriptionRow, runs): Shape => shape(row, runs.get(row.workerRunId ?? ''), null),
});

/** Transcriptions, each with its element. */
export const transcriptionsWithElements = mapper({
  relate: async (rows: readonly TranscriptionRow[], showing) => {
    const elements = await elementsById(showing.db, idsOf(rows.map(({ elementId }) => elementId)));
    const related = await relatedTo([...elements.values()], {}, showing);
    return { elements, related, runs: await workerRunRefs(showing.current, runIds(rows)) };
  },
  shape: (row: TranscriptionRow, { elements, related, runs }, { asked }): Shape => {
    const element = elements.get(row.elementId);
    return shape(row, runs.get(row.workerRunId ?? ''), element ? itemShape(element, related, asked.baseUrl) : null);
  },
});
