import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { reportActivityFacts } from '../../../application/facts/report-activity.ts';
import type { QueuePlace } from '../../../application/ports/look/activities.ts';
import type { Look } from '../../../application/ports/look/look.ts';
import type { ActivityClaim } from '../../../domain/activity/events.ts';
import type { ReportInput } from '../../../domain/activity/report.ts';
import { activity, type ActivityLife } from '../../../domain/activity/state.ts';
import { claimOf, corpusId, elementId, keyOf, processId } from '../../support/activities.ts';
import { asking } from '../../support/given.ts';

const ready: QueuePlace = { sealed: true, queued: true };

/** A read side that shows these places one after the other, and tells what it was asked. */
function looks(places: readonly QueuePlace[], live: readonly string[] = []) {
  const asked: string[] = [];
  const shown = [...places];
  const look = {
    activities: { place: async () => (asked.push('place'), shown.shift() ?? ready) },
    claims: { isLive: async (taskId: string, term: number) => (asked.push('claim'), live.includes(`${taskId} ${term}`)) },
    caughtUp: async () => void asked.push('caught up'),
  } as unknown as Look;
  return { look, asked };
}

const report = (state: ReportInput['state'], claim = claimOf(1)): ReportInput => ({
  ...{ state, elementId: elementId(1), corpusId, processId: processId(1), claim },
  ...keyOf(1, 0),
});
const startedBy = (claim: ActivityClaim): ActivityLife => ({ state: 'started', claim, startedAt: new Date() });
const ask = (look: Look, state: ActivityLife, input: ReportInput) => reportActivityFacts.fetch(look, state, input, asking());

test('a queue that is ready is looked at once', async () => {
  const { look, asked } = looks([ready]);
  assert.deepEqual(await ask(look, activity.initial, report('started')), { queueSealed: true, queued: true, lastClaimLive: true });
  assert.deepEqual(asked, ['place']);
});

test('what is not ready, or not queued, is looked at again once the tables have caught up', async () => {
  for (const place of [
    { sealed: false, queued: true },
    { sealed: true, queued: false },
  ]) {
    const { look, asked } = looks([place, ready]);
    assert.equal((await ask(look, activity.initial, report('started'))).queueSealed, true);
    assert.deepEqual(asked, ['place', 'caught up', 'place']);
    assert.deepEqual((await ask(looks([place, place]).look, activity.initial, report('started'))).queued, place.queued);
  }
});

test('who had an element last is asked about by its own term, when somebody else begins what is under way', async () => {
  const other = claimOf(2, 3);
  const { look, asked } = looks([ready, ready], [`${other.taskId} 3`]);
  assert.equal((await ask(look, startedBy(other), report('started'))).lastClaimLive, true);
  assert.equal((await ask(look, startedBy(claimOf(2, 2)), report('started'))).lastClaimLive, false);
  assert.equal(asked.filter((what) => what === 'claim').length, 2);
});

test('nobody is asked where the answer decides nothing; a claim of a person never ends', async () => {
  const { look, asked } = looks([]);
  const person: ActivityClaim = { taskId: null, term: null, userId: 7 };
  const cases: readonly (readonly [ActivityLife, ReportInput])[] = [
    [startedBy(claimOf(1)), report('started')],
    [startedBy(claimOf(2)), report('processed')],
    [{ ...startedBy(claimOf(2)), state: 'error' }, report('started')],
    [startedBy(person), report('started')],
  ];
  for (const [state, input] of cases) assert.equal((await ask(look, state, input)).lastClaimLive, true);
  assert.ok(!asked.includes('claim'));
});
