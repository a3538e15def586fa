import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { WorkerRun } from './events.ts';

type Node = Pick<WorkerRun, 'workerRunId' | 'parents'>;

/** The run can be reached from itself by going from parents to their parents. */
function isCyclic(run: Node, others: readonly Node[]): boolean {
  const byId = new Map(others.map((other) => [other.workerRunId, other.parents]));
  const seen = new Set<string>();
  const open = [...run.parents];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === run.workerRunId) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(byId.get(next) ?? []));
  }
  return false;
}

/** What is wrong with a run's parents, given the other runs of its process: the graph stays acyclic, without doubles. */
export function parentRefusals(run: Node, others: readonly Node[]): readonly Refusal[] {
  const known = new Set(others.map(({ workerRunId }) => workerRunId));
  const self = run.parents.includes(run.workerRunId);
  const unknown = run.parents.filter((parent) => parent !== run.workerRunId && !known.has(parent));
  const field = 'parents';
  return [
    ...(self ? [refusal('parent_self', { field })] : []),
    ...(unknown.length > 0 ? [refusal('parent_unknown', { field, params: { ids: unknown } })] : []),
    ...(new Set(run.parents).size < run.parents.length ? [refusal('parent_duplicate', { field })] : []),
    ...(!self && isCyclic(run, others) ? [refusal('parent_cycle', { field })] : []),
  ];
}
