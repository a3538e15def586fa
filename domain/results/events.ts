import { z } from 'zod';
import { elementBatchEvents } from '../element-batch/events.ts';
import type { EventsOf } from '../kernel/event.ts';

export const orientations = ['horizontal-lr', 'horizontal-rl', 'vertical-lr', 'vertical-rl'] as const;

export const createdTranscription = z.object({
  transcriptionId: z.uuid(),
  elementId: z.uuid(),
  text: z.string(),
  confidence: z.number().nullable(),
  orientation: z.enum(orientations),
});

export type CreatedTranscription = z.infer<typeof createdTranscription>;

/** Stream `results-<command>`: what one request recorded, in parts of at most 500 items and 200 KiB; elements made for it come first. */
export const resultsEvents = {
  ElementsCreated: elementBatchEvents.ElementsCreated,
  TranscriptionsCreated: z.object({
    corpusId: z.uuid(),
    part: z.int().min(1),
    parts: z.int().min(1),
    workerRunId: z.uuid().nullable(),
    userId: z.int().nullable(),
    transcriptions: z.array(createdTranscription).max(500),
  }),
} as const;

export type ResultsEvent = EventsOf<typeof resultsEvents>;
