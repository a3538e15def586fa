import fc from 'fast-check';
import { reportActivity } from '../../../domain/activity/report.ts';
import { activity, type ActivityLife } from '../../../domain/activity/state.ts';
import type { ActivityEvent } from '../../../domain/activity/events.ts';
import { asking } from '../../support/given.ts';
import { second } from '../../support/folding.ts';
import { claimOf, corpusId, elementId, idOf, keyOf, processId, queued, type ActivityHappened } from '../../support/activities.ts';

type Attempt =
  | { readonly kind: 'queue'; readonly process: number; readonly retry: boolean; readonly elements: readonly number[] }
  | {
      readonly kind: 'report';
      readonly process: number;
      readonly version: number;
      readonly element: number;
      readonly task: number;
      readonly live: boolean;
      readonly state: 'started' | 'processed' | 'error';
    };

const elements = [0, 1, 2, 3];
const versions = [0, 1];
const process = fc.nat(2);

const attempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('queue' as const),
        process,
        retry: fc.boolean(),
        elements: fc.subarray(elements, { minLength: 1 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('report' as const),
        process,
        version: fc.constantFrom(...versions),
        element: fc.constantFrom(...elements),
        task: fc.nat(1),
        live: fc.boolean(),
        state: fc.constantFrom('started' as const, 'processed' as const, 'error' as const),
      }),
    },
  ),
  { maxLength: 80 },
);

interface Queue {
  readonly run: number;
  readonly elements: ReadonlySet<number>;
}

/** What a log may hold: queues in any order, and of the reports those that the decision lets pass. Event n is recorded at `second(n)`. */
function carriedOut(wanted: readonly Attempt[]): readonly ActivityHappened[] {
  const log: ActivityHappened[] = [];
  const queues = new Map<number, Queue>();
  const lives = new Map<string, ActivityLife>();
  for (const one of wanted) {
    const queue = queues.get(one.process) ?? { run: 1, elements: new Set<number>() };
    if (one.kind === 'queue') {
      const next = one.retry && queues.has(one.process) ? { run: queue.run + 1, elements: new Set<number>() } : queue;
      queues.set(one.process, { ...next, elements: new Set([...next.elements, ...one.elements]) });
      log.push(queued(one.process, next.run, one.elements, { versions }));
      continue;
    }
    const { element, version, state, task, live } = one;
    const id = idOf(element, version);
    const life = lives.get(id) ?? activity.initial;
    const input = { state, elementId: elementId(element), corpusId, processId: processId(one.process), claim: claimOf(task) };
    const facts = { queueSealed: true, queued: queue.elements.has(element), lastClaimLive: live };
    const { events } = reportActivity.decide(
      life,
      { ...input, ...keyOf(one.process, version) },
      facts,
      asking({ now: second(log.length) }),
    );
    for (const event of events as readonly ActivityEvent[]) {
      lives.set(id, activity.evolve(life, event, second(log.length)));
      log.push({ stream: `activity-${id}`, event });
    }
  }
  return log;
}

export const legalHistories: fc.Arbitrary<readonly ActivityHappened[]> = attempts.map(carriedOut);
