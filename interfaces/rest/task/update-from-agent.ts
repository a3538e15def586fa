import type { AnyOperation } from '../edge/operation.ts';
import { write } from '../edge/operation.ts';
import { anyAgent } from '../edge/right.ts';
import { reportAnswer, reportBody, reportCommand, stateAfter } from './report.ts';
import { taskId } from './shapes.ts';

/** Whether the agent holds the claim is a rule of the task itself: a report that comes too late must become a fact. */
const updateFromAgent = (id: string, method: 'patch' | 'put'): AnyOperation =>
  write({
    id,
    method,
    path: '/task/{id}/from-agent/',
    tag: 'tasks',
    summary: 'What became of a claim, as its agent reports it.',
    who: anyAgent,
    params: taskId,
    body: reportBody,
    answer: reportAnswer,
    command: ({ path, body }) => reportCommand(path.id, body),
    says: ({ path, body }, outcome) => ({ id: path.id, state: stateAfter(outcome, body), term: body.term }),
  });

export const partialUpdateTaskFromAgent = updateFromAgent('PartialUpdateTaskFromAgent', 'patch');
export const updateTaskFromAgent = updateFromAgent('UpdateTaskFromAgent', 'put');
