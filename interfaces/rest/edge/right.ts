import type { Level, TargetKind } from '../../../application/ports/identity/memberships.ts';
import type { AgentPrincipal, TaskPrincipal, UserPrincipal } from './principal.ts';
import type { Services } from './services.ts';
import type { Target } from './target.ts';

/** `not_found`: it shall look as if it did not exist (404); `forbidden`: readable, but not for this (403). */
export type Grant = 'granted' | 'forbidden' | 'not_found';
type Check<P, A> = (principal: P, asked: A, services: Services) => Promise<Grant>;

/** What a user, or the creator of a task, must be. */
export type Need<A> =
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'instance_admin' }
  | { readonly kind: 'level'; readonly level: Level; readonly target: Target<A> }
  | { readonly kind: 'anywhere'; readonly level: Level; readonly of: TargetKind }
  | { readonly kind: 'check'; readonly check: Check<UserPrincipal, A> };

/** Whether a task may: only for what belongs to its own process, or in its creator's name wherever that has the right. */
export type TaskScope = 'own' | 'corpus';

export type TaskRule<A> =
  | { readonly kind: 'creator'; readonly scope: TaskScope; readonly level: Level | null; readonly grace: boolean }
  | { readonly kind: 'check'; readonly check: Check<TaskPrincipal, A>; readonly grace: boolean };

/**
 * Who may (domain.md §6), as data: the edge checks it (`access.ts`), the documents show it.
 * Users need every one of `needs`; tasks and agents may only where a rule says so; `open` is for everybody.
 */
export interface Right<A> {
  readonly open: boolean;
  readonly needs: readonly Need<A>[] | null;
  readonly task: TaskRule<A> | null;
  readonly agent: Check<AgentPrincipal, A> | null;
  /**
   * Also for tasks with a live claim, in the name of their creator. `level`: what the creator needs where it differs from a user's;
   * `grace`: until ten minutes after the claim's end (artifacts).
   */
  orTask(scope: TaskScope, options?: { readonly level?: Level; readonly grace?: boolean }): Right<A>;
  /** Also for tasks that pass this check. */
  orTaskIf<B extends A>(check: Check<TaskPrincipal, B>, options?: Grace): Right<B>;
  /** Also for agents that pass this check. */
  orAgentIf<B extends A>(check: Check<AgentPrincipal, B>): Right<B>;
  /** And this besides, for users. */
  and<B>(other: Right<B>): Right<A & B>;
}

/** `grace`: until ten minutes after the claim's end. */
interface Grace {
  readonly grace?: boolean;
}

type Facts<A> = Pick<Right<A>, 'open' | 'needs' | 'task' | 'agent'>;

const right = <A>(facts: Facts<A>): Right<A> => ({
  ...facts,
  orTask: (scope, { level, grace = false } = {}) => right({ ...facts, task: { kind: 'creator', scope, level: level ?? null, grace } }),
  orTaskIf: <B extends A>(check: Check<TaskPrincipal, B>, { grace = false }: Grace = {}) =>
    right<B>({ ...facts, task: { kind: 'check', check, grace } }),
  orAgentIf: <B extends A>(check: Check<AgentPrincipal, B>) => right<B>({ ...facts, agent: check }),
  and: <B>(other: Right<B>) => right<A & B>({ ...facts, needs: [...(facts.needs ?? []), ...(other.needs ?? [])] }),
});

const users = <A>(...needs: readonly Need<A>[]): Right<A> => right({ open: false, needs, task: null, agent: null });

const atLevel = (level: Level) => ({
  /** On the thing that the request is about: 404 when unreadable, 403 when readable without the level. */
  on: <A>(target: Target<A>): Right<A> => users({ kind: 'level', level, target }),
  /** On any thing of this kind. */
  anywhere: <A>(of: TargetKind): Right<A> => users({ kind: 'anywhere', level, of }),
});

export const guest = atLevel('guest');
export const contributor = atLevel('contributor');
export const admin = atLevel('admin');

/** Everybody, without credentials too. */
export const anybody: Right<unknown> = right({ open: true, needs: null, task: null, agent: null });
/** Any signed-in user. */
export const anyUser: Right<unknown> = users({ kind: 'signed_in' });
/** Users whose `admin` flag is set. */
export const instanceAdmin: Right<unknown> = users({ kind: 'instance_admin' });
/** Users for whom a rule of its own holds. */
export const usersIf = <A>(check: Check<UserPrincipal, A>): Right<A> => users({ kind: 'check', check });

const nobody = <A>(): Right<A> => right({ open: false, needs: null, task: null, agent: null });

/** Any agent with a good access token. */
export const anyAgent: Right<unknown> = nobody<unknown>().orAgentIf(async () => 'granted');
/** Only agents that pass this check: `agentIf(async (agent, { path }, { db }) => …)`; an agent that may not know of it gets `not_found`. */
export const agentIf = <A>(check: Check<AgentPrincipal, A>): Right<A> => nobody<A>().orAgentIf(check);
type WithPath<Param extends string> = { readonly path: Readonly<Record<Param, string>> };

/** The agent whose id is this parameter of the path; others: 404. */
export const agentItself = <Param extends string>(param: Param): Right<WithPath<Param>> =>
  agentIf(async ({ agentId }, { path }: WithPath<Param>) => (agentId === path[param] ? 'granted' : 'not_found'));
/** The task whose id is this parameter of the path; others: 404. */
export const taskItself = <Param extends string>(param: Param, options: Grace = {}): Right<WithPath<Param>> =>
  nobody<unknown>().orTaskIf(async ({ taskId }, { path }: WithPath<Param>) => (taskId === path[param] ? 'granted' : 'not_found'), options);
