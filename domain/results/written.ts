import { partsOf } from '../kernel/parts.ts';
import type { CreatedTranscription, ResultsEvent } from './events.ts';

interface Recorded {
  readonly corpusId: string;
  readonly workerRunId: string | null;
  readonly userId: number | null;
  readonly transcriptions: readonly CreatedTranscription[];
}

/** The events that say so, in parts. */
export function transcriptionsCreated({ transcriptions, ...about }: Recorded): readonly ResultsEvent[] {
  const parts = partsOf(transcriptions);
  return parts.map((part, index) => ({
    type: 'TranscriptionsCreated',
    data: { ...about, part: index + 1, parts: parts.length, transcriptions: [...part] },
  }));
}
