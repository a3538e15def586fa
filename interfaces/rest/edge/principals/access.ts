import { refusal } from '../../../../domain/kernel/refusal.ts';
import type { Asked } from '../asked.ts';
import type { TaskPrincipal, UserPrincipal } from '../principal.ts';
import { EdgeRefusal, edgeRefusal, invalid } from '../refusals/edge-refusal.ts';
import type { Grant, Need, Right, TaskRule } from '../right.ts';
import type { Services } from '../services.ts';
import { unauthenticated } from './authenticate.ts';
import { grantOn, locate } from './level.ts';

/** How long a task's token still serves artifacts after its claim has ended. */
const graceMs = 600_000;

/** Lets pass who may (domain.md §6). @throws EdgeRefusal unauthenticated, forbidden, not_found, validation_failed (a thing named in the body) */
export async function demand<A extends Asked>(right: Right<A>, asked: A, services: Services, operation: string): Promise<void> {
  const { principal } = asked;
  if (right.open) return;
  switch (principal.kind) {
    case 'nobody':
      return demandPublic(right, asked, services);
    case 'user':
      if (!right.needs) throw edgeRefusal('forbidden');
      return demandAll(right.needs, principal, asked, services);
    case 'task':
      await demandLive(right.task, principal, services, operation);
      return demandOfTask(right, principal, asked, services);
    case 'agent':
      return pass(right.agent ? await right.agent(principal, asked, services) : 'forbidden');
  }
}

/** Without credentials only public things are readable. */
async function demandPublic<A>(right: Right<A>, asked: A, services: Services): Promise<void> {
  for (const need of right.needs ?? [null]) {
    if (need?.kind !== 'level' || need.level !== 'guest') throw unauthenticated();
    if ((await grantOn(null, 'guest', await locate(need.target, asked, services), services)) !== 'granted') throw unauthenticated();
  }
}

async function demandAll<A>(needs: readonly Need<A>[], user: UserPrincipal, asked: A, services: Services): Promise<void> {
  for (const need of needs) pass(await grant(need, user, asked, services), need);
}

async function grant<A>(need: Need<A>, user: UserPrincipal, asked: A, services: Services): Promise<Grant> {
  const { person } = user;
  switch (need.kind) {
    case 'signed_in':
      return 'granted';
    case 'instance_admin':
      return person.admin ? 'granted' : 'forbidden';
    case 'anywhere':
      return person.admin || (await services.identity.memberships.idsWith(person.id, need.of, need.level)).length > 0
        ? 'granted'
        : 'forbidden';
    case 'level':
      return grantOn(person, need.level, await locate(need.target, asked, services), services);
    case 'check':
      return need.check(user, asked, services);
  }
}

async function demandLive<A>(rule: TaskRule<A> | null, task: TaskPrincipal, services: Services, operation: string): Promise<void> {
  if (task.live) return;
  const late = task.endedAt === null ? Infinity : services.clock.now().getTime() - task.endedAt.getTime();
  if (rule?.grace && late <= graceMs) return;
  await services.liveClaims.lateUse(task.taskId, task.term, operation);
  throw edgeRefusal('forbidden', { message: 'The claim of this task is over.' });
}

async function demandOfTask<A>(right: Right<A>, task: TaskPrincipal, asked: A, services: Services): Promise<void> {
  const rule = right.task;
  if (!rule) throw edgeRefusal('forbidden', { message: 'Tasks may not do this.' });
  if (rule.kind === 'check') return pass(await rule.check(task, asked, services));
  if (rule.scope === 'own') return demandOwn(right.needs ?? [], task, asked, services);
  if (!task.creator) throw edgeRefusal('not_found');
  const { level } = rule;
  const needs = (right.needs ?? []).map((need) => (need.kind === 'level' && level ? { ...need, level } : need));
  return demandAll(needs, { kind: 'user', person: task.creator, session: null }, asked, services);
}

/** What is the task's own was allowed when its process was started. */
async function demandOwn<A>(needs: readonly Need<A>[], task: TaskPrincipal, asked: A, services: Services): Promise<void> {
  for (const need of needs) {
    if (need.kind !== 'level') throw edgeRefusal('forbidden');
    const located = await locate(need.target, asked, services);
    if (located?.processId !== task.processId) pass('not_found', need);
  }
}

function pass<A>(grant: Grant, need?: Need<A>): void {
  if (grant === 'granted') return;
  const field = need?.kind === 'level' ? need.target.field : undefined;
  if (grant === 'not_found' && field) throw new EdgeRefusal([invalid(field, 'This does not exist, or you may not see it.')]);
  throw new EdgeRefusal([refusal(grant)]);
}
