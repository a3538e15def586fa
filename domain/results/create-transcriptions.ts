import { z } from 'zod';
import { madeBy, makingRun, type RunFacts } from '../element/worker-run.ts';
import { derivedId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { userIdOf } from '../kernel/user.ts';
import { transcriptionFields } from './fields.ts';
import { decision } from './state.ts';
import { transcriptionsCreated } from './written.ts';

export interface CreateTranscriptionsFacts extends RunFacts {
  /** Projects of the elements named, by element; an element that does not exist is absent. */
  readonly corpora: ReadonlyMap<string, string>;
}

/** Texts of several elements, also of several projects, in the order of the request. The id of item i (from 0) is `derivedId(commandId, i)`. */
export const createTranscriptions = decision({
  name: 'CreateTranscriptions',
  input: z.object({ transcriptions: z.array(z.object({ elementId: z.uuid(), ...transcriptionFields })), ...madeBy }),
  decide(_state, { transcriptions, ...made }, facts: CreateTranscriptionsFacts, { commandId, actor }) {
    const run = makingRun(made, facts, actor);
    const unknown = transcriptions.flatMap(({ elementId }, index) => {
      const field = `transcriptions.${index}.element_id`;
      return facts.corpora.has(elementId)
        ? []
        : [refusal('validation_failed', { field, params: { message: 'This element does not exist.' } })];
    });
    if ('refusal' in run) return refused(run.refusal, ...unknown);
    if (unknown.length > 0) return refused(...unknown);
    const created = transcriptions.map((item, index) => ({ transcriptionId: derivedId(commandId, index), ...item }));
    const byCorpus = Map.groupBy(created, ({ elementId }) => facts.corpora.get(elementId) ?? '');
    const about = { workerRunId: run.workerRunId, userId: userIdOf(actor) };
    return accepted(...[...byCorpus].flatMap(([corpusId, items]) => transcriptionsCreated({ corpusId, ...about, transcriptions: items })));
  },
});
