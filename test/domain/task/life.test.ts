import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import type { Verdict } from '../../../domain/kernel/verdict.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { addArtifact } from '../../../domain/task/add-artifact.ts';
import { claimTask } from '../../../domain/task/claim.ts';
import { createTask } from '../../../domain/task/create.ts';
import { expireClaim } from '../../../domain/task/expire-claim.ts';
import { forceStop } from '../../../domain/task/force-stop.ts';
import { task } from '../../../domain/task/index.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { releaseClaim } from '../../../domain/task/release-claim.ts';
import { reportError } from '../../../domain/task/report-error.ts';
import { reportCompleted, reportFailed } from '../../../domain/task/report-exit.ts';
import { reportStarted } from '../../../domain/task/report-started.ts';
import { reportStopped } from '../../../domain/task/report-stopped.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { restartTask } from '../../../domain/task/restart.ts';
import { liveClaim, type TaskLife } from '../../../domain/task/state.ts';
import { isFinal, type TaskState } from '../../../domain/task/states.ts';
import { stopByTtl } from '../../../domain/task/stop-by-ttl.ts';
import { asking } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

type Step = (state: TaskLife, now: Date) => Verdict<TaskEvent>;
const { taskId, ...planned } = a.taskOf({ ttlSeconds: 60 });
const by = (now: Date, actor = a.agent) => asking({ id: taskId, actor, now });

const terms = fc.integer({ min: 1, max: 6 });
const actors = fc.constantFrom(a.agent, a.agent, a.otherAgent);
const holder = fc.constantFrom(a.agentId, a.otherAgentId);
const image = fc.constantFrom('registry/reader:1', 'host');

/** Anything that anybody might ask of a task, in any order, with any term. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((s, now) => queueTask.decide(s, {}, undefined, by(now))),
  holder.map(
    (agentId): Step =>
      (s, now) =>
        claimTask.decide(s, { agentId, runnerId: null, gpuId: null }, undefined, by(now)),
  ),
  fc.tuple(terms, actors).map(
    ([term, actor]): Step =>
      (s, now) =>
        reportStarted.decide(s, { term, container: null }, undefined, by(now, actor)),
  ),
  fc.tuple(terms, actors, fc.constantFrom('agent_shutdown' as const, 'slot_taken' as const)).map(
    ([term, actor, cause]): Step =>
      (s, now) =>
        releaseClaim.decide(s, { term, cause }, undefined, by(now, actor)),
  ),
  fc.tuple(terms, actors).map(
    ([term, actor]): Step =>
      (s, now) =>
        reportCompleted.decide(s, { term, exitCode: 0, durationMs: null, logBytes: 0 }, undefined, by(now, actor)),
  ),
  fc.tuple(terms, actors).map(
    ([term, actor]): Step =>
      (s, now) =>
        reportFailed.decide(s, { term, exitCode: 1, durationMs: 5, logBytes: null }, undefined, by(now, actor)),
  ),
  fc.tuple(terms, actors).map(
    ([term, actor]): Step =>
      (s, now) =>
        reportError.decide(s, { term, cause: 'agent_error', detail: '', logBytes: 1 }, undefined, by(now, actor)),
  ),
  fc.tuple(terms, actors).map(
    ([term, actor]): Step =>
      (s, now) =>
        reportStopped.decide(s, { term, logBytes: null }, undefined, by(now, actor)),
  ),
  fc.constantFrom('user' as const, 'process' as const).map(
    (cause): Step =>
      (s, now) =>
        requestStopTask.decide(s, { cause }, undefined, by(now)),
  ),
  fc.constant<Step>((s, now) => forceStop.decide(s, { timeoutMs: 1000 }, undefined, by(now))),
  fc.constant<Step>((s, now) => stopByTtl.decide(s, {}, undefined, by(now))),
  fc.tuple(terms, fc.constantFrom('agent_lost' as const, 'not_started_in_time' as const)).map(
    ([term, cause]): Step =>
      (s, now) =>
        expireClaim.decide(s, { term, cause }, undefined, by(now)),
  ),
  fc.boolean().map(
    (parentsCompleted): Step =>
      (s, now) =>
        restartTask.decide(s, {}, { lastRun: true, parentsCompleted }, by(now)),
  ),
  fc.constant<Step>((s, now) =>
    addArtifact.decide(s, { path: 'a.txt', size: 1, contentType: 'text/plain', term: null }, undefined, by(now)),
  ),
);

interface Recorded {
  readonly event: TaskEvent;
  readonly time: Date;
}

/** The events of a life in which these steps were asked for, one every 20 seconds, and the state after each. */
function live(image: string, asked: readonly Step[]): { readonly log: Recorded[]; readonly states: TaskLife[] } {
  const log: Recorded[] = [];
  const states: TaskLife[] = [];
  const create: Step = (s, now) => createTask.decide(s, { ...planned, image }, undefined, by(now));
  let state = task.initial;
  for (const [index, step] of [create, ...asked].entries()) {
    const time = new Date(Date.UTC(2026, 0, 1) + index * 20_000);
    for (const event of step(state, time).events) {
      task.events[event.type]?.parse(event.data);
      state = task.evolve(state, event, time);
      log.push({ event, time });
      states.push(state);
    }
  }
  return { log, states };
}

const lives = fc.tuple(image, fc.array(steps, { maxLength: 40 }));

/** From → to, as domain states allow them; a state may always stay. */
const legal: Readonly<Record<TaskState, readonly TaskState[]>> = {
  unscheduled: ['pending', 'stopped'],
  pending: ['running', 'stopping', 'error'],
  running: ['pending', 'stopping', 'completed', 'failed', 'error'],
  stopping: ['completed', 'failed', 'error', 'stopped'],
  completed: [],
  failed: ['pending', 'unscheduled'],
  error: ['pending', 'unscheduled'],
  stopped: ['pending', 'unscheduled'],
};

test('whatever is asked, only legal changes of state happen', async () => {
  fc.assert(
    fc.property(lives, ([image, asked]) => {
      let from: TaskState = 'unscheduled';
      for (const { state: to } of live(image, asked).states) {
        assert.ok(to === from || legal[from].includes(to), `${from} → ${to}`);
        from = to;
      }
    }),
    { numRuns: 400 },
  );
});

test('terms increase strictly, one by one, across restarts', async () => {
  fc.assert(
    fc.property(lives, ([image, asked]) => {
      const issued = live(image, asked).log.flatMap(({ event }) => (event.type === 'TaskClaimed' ? [event.data.term] : []));
      assert.deepEqual(
        issued,
        issued.map((_, index) => index + 1),
      );
    }),
    { numRuns: 400 },
  );
});

test('there is at most one live claim, none in a final state, and one in every running or stopping one', async () => {
  fc.assert(
    fc.property(lives, ([image, asked]) => {
      for (const state of live(image, asked).states) {
        const open = state.claims.filter(({ endedAt }) => endedAt === null);
        assert.deepEqual(open, liveClaim(state) ? [liveClaim(state)] : []);
        if (isFinal(state.state) || state.state === 'unscheduled') assert.equal(open.length, 0);
        if (state.state === 'running') assert.equal(open.length, 1);
      }
    }),
    { numRuns: 400 },
  );
});

test('folding the log gives the state that deciding step by step led to', async () => {
  fc.assert(
    fc.property(lives, ([image, asked]) => {
      const { log, states } = live(image, asked);
      assert.deepEqual(
        log.reduce((state, { event, time }) => task.evolve(state, event, time), task.initial),
        states.at(-1),
      );
    }),
  );
});

test('a late report changes nothing but the memory of it, and the log stays short whatever is reported', async () => {
  fc.assert(
    fc.property(lives, ([image, asked]) => {
      const { log, states } = live(image, asked);
      log.forEach(({ event }, index) => {
        if (event.type !== 'LateReportRefused') return;
        const { lateReports: _before, ...before } = states[index - 1] ?? task.initial;
        const { lateReports: _after, ...after } = states[index] ?? task.initial;
        assert.deepEqual(after, before);
      });
      const late = log.filter(({ event }) => event.type === 'LateReportRefused').length;
      assert.equal(late, states.at(-1)?.lateReports.size);
    }),
  );
});
