import { randomUUID } from 'node:crypto';

export interface TaskPlan {
  readonly command?: string | null;
  readonly image?: string | null;
  readonly env?: Record<string, string>;
  readonly parents?: Record<string, Record<string, string | Buffer>>;
  readonly extraFiles?: readonly {
    readonly name: string;
    readonly content: Buffer;
    readonly archive_hash?: string;
    readonly unpack?: boolean;
  }[];
}

export interface FakeClaim {
  readonly task: string;
  term: number;
  state: string;
  readonly plan: TaskPlan;
}

const live = ['claimed', 'running', 'stopping'];

/** The tasks as the server sees them: who is claimed, and what a poll is therefore answered. */
export class FakeClaims {
  readonly #claims = new Map<string, FakeClaim>();

  add(plan: TaskPlan): FakeClaim {
    const claim: FakeClaim = { task: randomUUID(), term: 1, state: 'claimed', plan };
    this.#claims.set(claim.task, claim);
    return claim;
  }

  live(task: string): FakeClaim | undefined {
    const claim = this.#claims.get(task);
    return claim && live.includes(claim.state) ? claim : undefined;
  }

  /** The actions for an agent that knows `known` (`<task>.<term>.<phase>` each). */
  actionsFor(known: readonly string[]): object[] {
    const lost = known
      .map((entry) => entry.split('.') as [string, string, string])
      .filter(([task, term]) => this.live(task)?.term !== Number(term))
      .map(([task, term]) => ({ action: 'remove', task_id: task, term: Number(term) }));
    const due = [...this.#claims.values()].flatMap(({ task, term, state }) => {
      if (state === 'claimed') return [{ action: 'start', task_id: task, term }];
      return state === 'stopping' ? [{ action: 'stop', task_id: task, term, reason: 'user' }] : [];
    });
    return [...lost, ...due];
  }

  /** Takes a report as the task's state machine does. Answers the status, and the refusal's code. */
  report(task: string, report: { state: string; term: number }): { status: number; code?: string } {
    const claim = this.#claims.get(task);
    if (!claim) return { status: 404, code: 'not_found' };
    if (claim.term === report.term && claim.state === report.state) return { status: 200 };
    if (claim.term !== report.term || !live.includes(claim.state)) return { status: 409, code: 'late_report' };
    if (report.state === 'running' && claim.state === 'stopping') return { status: 400, code: 'state_forbidden' };
    if (['completed', 'failed'].includes(report.state) && claim.state === 'claimed') return { status: 400, code: 'state_forbidden' };
    claim.state = report.state;
    return { status: 200 };
  }
}
