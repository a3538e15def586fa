import { test } from 'tap';
import { derivedId } from '../../../domain/kernel/ids.ts';
import type { ResultsEvent } from '../../../domain/results/events.ts';
import { transcriptions } from '../../../projections/transcriptions/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import * as a from '../../support/elements.ts';

const text = (n: number) =>
  ({
    transcriptionId: derivedId(a.commandId, n),
    elementId: a.pageId,
    text: `text ${n}`,
    confidence: null,
    orientation: 'vertical-rl',
  }) as const;
const part = (over: Partial<Extract<ResultsEvent, { type: 'TranscriptionsCreated' }>['data']>): ResultsEvent => ({
  type: 'TranscriptionsCreated',
  data: { corpusId: a.corpusId, part: 1, parts: 2, workerRunId: a.runId, userId: null, transcriptions: [], ...over },
});

test('each text of each part is a row, in the order of the log', async (t) => {
  const history = inStream(`results-${a.otherId}`)(
    part({ transcriptions: [text(0), text(1)] }),
    part({ part: 2, transcriptions: [text(2)] }),
  );
  const rows = [...rowsAfter(transcriptions, ...history).values()];
  t.same(
    rows.map(({ text, position, place }) => ({ text, position, place })),
    [
      { text: 'text 0', position: 1n, place: 0 },
      { text: 'text 1', position: 1n, place: 1 },
      { text: 'text 2', position: 2n, place: 0 },
    ],
  );
  t.match(rows[2], {
    elementId: a.pageId,
    corpusId: a.corpusId,
    orientation: 'vertical-rl',
    workerRunId: a.runId,
    userId: null,
    created: second(1),
  });
});
