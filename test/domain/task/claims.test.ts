import { test } from 'tap';
import { claimTask } from '../../../domain/task/claim.ts';
import { createTask } from '../../../domain/task/create.ts';
import { expireClaim } from '../../../domain/task/expire-claim.ts';
import { task } from '../../../domain/task/index.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { releaseClaim } from '../../../domain/task/release-claim.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

const byAgent = { actor: a.agent };
const anAgent = { agentId: a.agentId, runnerId: null, gpuId: null };
const aRunner = { agentId: null, runnerId: 'runner-1', gpuId: null };
const { taskId, ...planned } = a.taskOf();

test('the planner makes a task once', async () => {
  given(task).when(createTask, planned, undefined, { id: taskId }).then(a.created());
  given(task, a.created()).when(createTask, planned, undefined, { id: taskId }).then();
});

test('an unscheduled task is queued once its parents are completed, and only then', async () => {
  given(task, a.created()).when(queueTask, {}, undefined).then(a.queued());
  given(task, a.created(), a.queued()).when(queueTask, {}, undefined).then();
  given(task, a.created(), a.stopped(null)).when(queueTask, {}, undefined).then();
  given(task).when(queueTask, {}, undefined).then();
});

test('a pending task is given to one agent, under term 1', async () => {
  given(task, a.created(), a.queued()).when(claimTask, anAgent, undefined).then(a.claimed());
});

test('a pending step is given to the built-in runner', async () => {
  given(task, a.aStep(), a.queued()).when(claimTask, aRunner, undefined).then(a.claimedByRunner());
});

test('a second dispatcher finds the task taken', async () => {
  given(task, a.created(), a.queued(), a.claimed()).when(claimTask, anAgent, undefined).then();
  given(task, a.created()).when(claimTask, anAgent, undefined).then();
});

test('terms go on counting after a release and across restarts', async () => {
  given(task, a.created(), a.queued(), a.claimed(), a.released()).when(claimTask, anAgent, undefined).then(a.claimed(2));
  given(task, a.created(), a.queued(), a.claimed(), a.started(), a.failed(), a.restarted())
    .when(claimTask, anAgent, undefined)
    .then(a.claimed(2, 2));
});

test('an agent hands back what it has not started', async () => {
  given(task, a.created(), a.queued(), a.claimed())
    .when(releaseClaim, { term: 1, cause: 'slot_taken' }, undefined, byAgent)
    .then({ type: 'TaskClaimReleased', data: { term: 1, cause: 'slot_taken' } });
});

test('a container that runs is not handed back, a host task and a step are', async () => {
  const running = [a.queued(), a.claimed(), a.started()] as const;
  const shutdown = { term: 1, cause: 'agent_shutdown' } as const;
  given(task, a.created(), ...running)
    .when(releaseClaim, shutdown, undefined, byAgent)
    .thenRefused('state_forbidden');
  given(task, a.created({ image: 'host' }), ...running)
    .when(releaseClaim, shutdown, undefined, byAgent)
    .then({ type: 'TaskClaimReleased', data: shutdown });
  given(task, a.created({ image: 'host' }), ...running)
    .when(releaseClaim, { term: 1, cause: 'slot_taken' }, undefined, byAgent)
    .thenRefused('state_forbidden');
  given(task, a.aStep(), a.queued(), a.claimedByRunner(), a.started())
    .when(releaseClaim, { term: 1, cause: 'runner_restarted' }, undefined)
    .then({ type: 'TaskClaimReleased', data: { term: 1, cause: 'runner_restarted' } });
});

test('handing back a claim that shall stop confirms the stop', async () => {
  given(task, a.created(), a.queued(), a.claimed(), a.stopRequested())
    .when(releaseClaim, { term: 1, cause: 'agent_shutdown' }, undefined, byAgent)
    .then(a.stopped(1));
});

test('a repeated release is nothing new', async () => {
  given(task, a.created(), a.queued(), a.claimed(), a.released())
    .when(releaseClaim, { term: 1, cause: 'agent_shutdown' }, undefined, byAgent)
    .then();
});

test('only the holder reports: another agent that knows the term is refused', async () => {
  given(task, a.created(), a.queued(), a.claimed())
    .when(releaseClaim, { term: 1, cause: 'agent_shutdown' }, undefined, { actor: a.otherAgent })
    .thenRefused('forbidden');
});

test('a lost agent loses what runs in error, and gives back what has not started', async () => {
  const lost = { term: 1, cause: 'agent_lost' } as const;
  const error = { type: 'TaskErrored', data: { ...lost, detail: 'The agent has not been heard of for too long.' } } as const;
  given(task, a.created(), a.queued(), a.claimed()).when(expireClaim, lost, undefined).then({ type: 'TaskClaimReleased', data: lost });
  given(task, a.created(), a.queued(), a.claimed(), a.started()).when(expireClaim, lost, undefined).then(error);
  given(task, a.created(), a.queued(), a.claimed(), a.started(), a.stopRequested()).when(expireClaim, lost, undefined).then(error);
});

test('a claim that was not started in time goes back; one that runs stays', async () => {
  const late = { term: 1, cause: 'not_started_in_time' } as const;
  given(task, a.created(), a.queued(), a.claimed()).when(expireClaim, late, undefined).then({ type: 'TaskClaimReleased', data: late });
  given(task, a.created(), a.queued(), a.claimed(), a.started()).when(expireClaim, late, undefined).then();
});

test('a step whose runner is gone is taken up again, or is stopped where that was wanted', async () => {
  const gone = { term: 1, cause: 'runner_restarted' } as const;
  const running = [a.aStep(), a.queued(), a.claimedByRunner(), a.started()] as const;
  given(task, ...running)
    .when(expireClaim, gone, undefined)
    .then({ type: 'TaskClaimReleased', data: gone });
  given(task, ...running, a.stopRequested())
    .when(expireClaim, gone, undefined)
    .then(a.stopped(1, true));
});

test('a claim of an older term, or one that has ended, has nothing left to expire', async () => {
  const lost = { term: 1, cause: 'agent_lost' } as const;
  given(task, a.created(), a.queued(), a.claimed(), a.released(), a.claimed(2)).when(expireClaim, lost, undefined).then();
  given(task, a.created(), a.queued(), a.claimed(), a.started(), a.completed()).when(expireClaim, lost, undefined).then();
});
