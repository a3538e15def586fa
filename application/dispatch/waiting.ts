import {
  explainClaimed,
  explainPending,
  explainStep,
  explainStopping,
  explainUnscheduled,
} from '../../domain/policies/dispatch/explain.ts';
import type { Reason } from '../../domain/policies/dispatch/reason.ts';
import type { Limits } from '../../domain/policies/dispatch/snapshot.ts';
import { blockedTasks } from '../../domain/policies/process-state.ts';
import type { TaskState } from '../../domain/task/states.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenTask } from '../ports/look/dispatch.ts';
import type { Presence } from '../ports/presence.ts';
import type { LiveBoard } from './live-board.ts';

/** A task as its run shows it. */
export interface TaskOfRun {
  readonly id: string;
  readonly slug: string;
  readonly state: TaskState;
  readonly parents: readonly string[];
}

export interface Waits {
  readonly taskId: string;
  readonly state: TaskState;
  /** Since when it waits; null when that is not known, or it does not wait. */
  readonly since: Date | null;
  /** Empty when it does not wait. */
  readonly reasons: readonly Reason[];
}

export interface WaitingDeps {
  readonly live: LiveBoard;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Steps that the server has at work at most. */
  readonly steps: number;
}

/** Says why tasks wait, by asking what places them. */
export class Waiting {
  readonly #deps: WaitingDeps;

  constructor(deps: WaitingDeps) {
    this.#deps = deps;
  }

  /** `run`: every task of the run that the task belongs to. */
  async of(task: TaskOfRun, run: readonly TaskOfRun[]): Promise<Waits> {
    const open = this.#deps.live.board.task(task.id);
    const about = { taskId: task.id, state: open?.state ?? task.state };
    if (!open) return { ...about, since: null, reasons: [] };
    if (open.state === 'unscheduled') return { ...about, since: null, reasons: explainUnscheduled(parentsOf(task, run)) };
    if (open.state === 'stopping')
      return { ...about, since: open.stoppingSince, reasons: explainStopping(open.stoppingSince ?? this.#deps.clock.now()) };
    const reasons = open.state === 'pending' ? await this.#pending(open) : [];
    return { ...about, since: reasons.length > 0 ? open.queuedAt : null, reasons };
  }

  async #pending(open: OpenTask): Promise<readonly Reason[]> {
    const { live, presence, clock, limits, steps } = this.#deps;
    const { claim } = open;
    if (claim) return claim.agentId === null ? [] : explainClaimed({ agentId: claim.agentId, term: claim.term, since: claim.claimedAt });
    if (open.kind === 'step') return explainStep(live.board.claimed().filter(({ kind }) => kind === 'step').length, steps);
    const snapshot = live.board.snapshot(await presence.all(), limits, clock.now());
    const waiting = snapshot.tasks.find(({ id }) => id === open.id);
    return waiting ? explainPending(waiting, snapshot) : [];
  }
}

function parentsOf(task: TaskOfRun, run: readonly TaskOfRun[]) {
  const blocked = blockedTasks(run);
  return run.filter(({ id }) => task.parents.includes(id)).map(({ id, slug, state }) => ({ id, slug, state, blocked: blocked.has(id) }));
}
