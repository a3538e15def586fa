import { accepted } from '../kernel/refusal.ts';
import { taskEvents } from './events.ts';
import { decision } from './state.ts';

/** The planner makes the tasks of a run, with ids from the recipe: one that exists is not made again. */
export const createTask = decision({
  name: 'CreateTask',
  begins: true,
  input: taskEvents.TaskCreated.omit({ taskId: true }),
  decide: (state, input, _facts, { id }) =>
    state.created ? accepted() : accepted({ type: 'TaskCreated', data: { taskId: id, ...input } }),
});
