/** States of a task as people and clients see them; the last four are final. */
export const taskStates = ['unscheduled', 'pending', 'running', 'stopping', 'completed', 'failed', 'error', 'stopped'] as const;
export type TaskState = (typeof taskStates)[number];

export type FinalState = 'completed' | 'failed' | 'error' | 'stopped';

export const isFinal = (state: TaskState): state is FinalState =>
  state === 'completed' || state === 'failed' || state === 'error' || state === 'stopped';

/** Final, and its children will not be queued unless it is restarted. */
export const endedBadly = (state: TaskState): state is Exclude<FinalState, 'completed'> => isFinal(state) && state !== 'completed';
