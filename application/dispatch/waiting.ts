import {
  explainClaimed,
  explainStep,
  explainStopping,
  explainUnscheduled,
  type ParentState,
} from '../../domain/policies/dispatch/explain.ts';
import { PendingReasons } from '../../domain/policies/dispatch/explain-pending.ts';
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

  /** `run`: the tasks of its run that wait, and those that tasks wait for; a parent that is not among them has completed. */
  async of(task: TaskOfRun, run: readonly TaskOfRun[]): Promise<Waits> {
    return (await this.#round(run))(task);
  }

  /** Those of a run that wait, in its order. What they have in common is looked up once for all. */
  async all(run: readonly TaskOfRun[]): Promise<readonly Waits[]> {
    return run.map(await this.#round(run)).filter(({ reasons }) => reasons.length > 0);
  }

  async #round(run: readonly TaskOfRun[]): Promise<(task: TaskOfRun) => Waits> {
    const { live, presence, clock, limits, steps } = this.#deps;
    const { board } = live;
    const parentsOf = parentsIn(run);
    const now = clock.now();
    const snapshot = board.snapshot(await presence.all(), limits, now);
    const waiting = new Map(snapshot.tasks.map((task) => [task.id, task]));
    const pending = new PendingReasons(snapshot);
    const stepsAtWork = board.claimed().filter(({ kind }) => kind === 'step').length;
    return (task) => {
      const open = board.task(task.id);
      const about = { taskId: task.id, state: open?.state ?? task.state };
      if (!open) return { ...about, since: null, reasons: [] };
      if (open.state === 'unscheduled') return { ...about, since: null, reasons: explainUnscheduled(parentsOf(task)) };
      if (open.state === 'stopping') return { ...about, since: open.stoppingSince, reasons: explainStopping(open.stoppingSince ?? now) };
      const reasons = open.state === 'pending' ? ofPending(open) : [];
      return { ...about, since: reasons.length > 0 ? open.queuedAt : null, reasons };
    };

    function ofPending({ id, kind, claim }: OpenTask): readonly Reason[] {
      if (claim) return claim.agentId === null ? [] : explainClaimed({ agentId: claim.agentId, term: claim.term, since: claim.claimedAt });
      if (kind === 'step') return explainStep(stepsAtWork, steps);
      const task = waiting.get(id);
      return task ? pending.of(task) : [];
    }
  }
}

/** The parents of a task as its run shows them, in its order. */
function parentsIn(run: readonly TaskOfRun[]): (task: TaskOfRun) => readonly ParentState[] {
  const blocked = blockedTasks(run);
  const places = new Map(run.map(({ id }, place) => [id, place]));
  return ({ parents }) =>
    [...new Set(parents)]
      .flatMap((id) => places.get(id) ?? [])
      .sort((a, b) => a - b)
      .map((place) => run[place]!)
      .map(({ id, slug, state }) => ({ id, slug, state, blocked: blocked.has(id) }));
}
