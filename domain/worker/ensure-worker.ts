import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { newWorker } from './create-worker.ts';
import { decision } from './state.ts';

/** The worker of a publication: made the first time; what a later one says about it changes nothing. Archived ones take nothing new. */
export const ensureWorker = decision({
  name: 'EnsureWorker',
  input: newWorker,
  decide(state, about, _facts: void, { id }) {
    if (state.archived) return refused(refusal('archived', { field: 'worker' }));
    return state.about ? accepted() : accepted({ type: 'WorkerCreated', data: { workerId: id, ...about } });
  },
});
