import { shareOf, type LiveClaim, type WaitingTask } from './snapshot.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Live claims by process and by share, counting those given in this round. */
export class Shares {
  readonly #processes = new Map<string, number>();
  readonly #shares = new Map<string, number>();

  constructor(claims: readonly LiveClaim[]) {
    for (const claim of claims) if (claim.agentId !== null) this.add(claim);
  }

  add(task: { readonly processId: string; readonly corpusId: string | null }): void {
    this.#processes.set(task.processId, this.ofProcess(task.processId) + 1);
    this.#shares.set(shareOf(task), this.ofShare(shareOf(task)) + 1);
  }

  ofProcess(id: string): number {
    return this.#processes.get(id) ?? 0;
  }

  ofShare(id: string): number {
    return this.#shares.get(id) ?? 0;
  }
}

/**
 * Who is next: priority; the project with the fewest live claims, ties by the longest wait; inside it the process with the
 * fewest; then the time of queueing; then the id, so that the order is total.
 */
export function candidateOrder(shares: Shares, oldest: ReadonlyMap<string, number>): (a: WaitingTask, b: WaitingTask) => number {
  return (a, b) =>
    b.priority - a.priority ||
    shares.ofShare(shareOf(a)) - shares.ofShare(shareOf(b)) ||
    (oldest.get(shareOf(a)) ?? 0) - (oldest.get(shareOf(b)) ?? 0) ||
    compare(shareOf(a), shareOf(b)) ||
    shares.ofProcess(a.processId) - shares.ofProcess(b.processId) ||
    a.queuedAt.getTime() - b.queuedAt.getTime() ||
    compare(a.id, b.id);
}

/** The longest wait per share. */
export function oldestByShare(tasks: readonly WaitingTask[]): ReadonlyMap<string, number> {
  const oldest = new Map<string, number>();
  for (const task of tasks) {
    const [share, queuedAt] = [shareOf(task), task.queuedAt.getTime()];
    if (queuedAt < (oldest.get(share) ?? Infinity)) oldest.set(share, queuedAt);
  }
  return oldest;
}

/** Waiting tasks per process, each in its own order: only the first of each can be next. */
export function lines(tasks: readonly WaitingTask[]): WaitingTask[][] {
  const byProcess = new Map<string, WaitingTask[]>();
  for (const task of tasks) {
    const line = byProcess.get(task.processId);
    if (line) line.push(task);
    else byProcess.set(task.processId, [task]);
  }
  for (const line of byProcess.values())
    line.sort((a, b) => b.priority - a.priority || a.queuedAt.getTime() - b.queuedAt.getTime() || compare(a.id, b.id));
  return [...byProcess.values()];
}
