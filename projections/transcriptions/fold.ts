import type { CreatedTranscription, ResultsEvent } from '../../domain/results/events.ts';
import type { Projection } from '../engine/projection.ts';

type Taken = Extract<ResultsEvent, { type: 'TranscriptionsCreated' }>;

/** The text of an element as one worker, or a person, read it. */
export interface TranscriptionRow {
  readonly id: string;
  readonly elementId: string;
  readonly corpusId: string;
  readonly text: string;
  readonly confidence: number | null;
  readonly orientation: CreatedTranscription['orientation'];
  readonly workerRunId: string | null;
  readonly userId: number | null;
  readonly created: Date;
  readonly position: bigint;
  readonly place: number;
}

export const transcriptions: Projection<TranscriptionRow, Taken> = {
  name: 'transcriptions',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      elementId: 'uuid',
      corpusId: 'uuid',
      text: 'text',
      confidence: 'float',
      orientation: 'text',
      workerRunId: 'uuid',
      userId: 'int',
      created: 'time',
      position: 'bigint',
      place: 'int',
    },
    key: 'id',
    indexes: ['(element_id, position, place)'],
  },
  takes: ['TranscriptionsCreated'],
  keys: ({ data }) => data.transcriptions.map(({ transcriptionId }) => transcriptionId),
  fold(_row, { data, time, position }, id) {
    const place = data.transcriptions.findIndex(({ transcriptionId }) => transcriptionId === id);
    const { transcriptionId: _, ...about } = data.transcriptions[place]!;
    const { corpusId, workerRunId, userId } = data;
    return { id, corpusId, ...about, workerRunId, userId, created: time, position, place };
  },
};
