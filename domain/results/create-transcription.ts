import { z } from 'zod';
import { madeBy, makingRun, type RunFacts } from '../element/worker-run.ts';
import { derivedId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { userIdOf } from '../kernel/user.ts';
import { transcriptionFields } from './fields.ts';
import { decision } from './state.ts';
import { transcriptionsCreated } from './written.ts';

export interface CreateTranscriptionFacts extends RunFacts {
  /** Project of the element; null: there is no such element. */
  readonly corpusId: string | null;
}

/** The text of one element. Its id is `derivedId(commandId, 0)`. */
export const createTranscription = decision({
  name: 'CreateTranscription',
  input: z.object({ elementId: z.uuid(), ...transcriptionFields, ...madeBy }),
  decide(_state, { elementId, text, confidence, orientation, ...made }, facts: CreateTranscriptionFacts, { commandId, actor }) {
    if (facts.corpusId === null) return refused(refusal('not_found'));
    const run = makingRun(made, facts, actor);
    if ('refusal' in run) return refused(run.refusal);
    const transcriptions = [{ transcriptionId: derivedId(commandId, 0), elementId, text, confidence, orientation }];
    const about = { corpusId: facts.corpusId, workerRunId: run.workerRunId, userId: userIdOf(actor) };
    return accepted(...transcriptionsCreated({ ...about, transcriptions }));
  },
});
