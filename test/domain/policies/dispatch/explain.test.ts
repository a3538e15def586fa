import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { explainClaimed, explainStep, explainStopping, explainUnscheduled } from '../../../../domain/policies/dispatch/explain.ts';
import { noon } from '../../../support/dispatch.ts';

const parent = (slug: string, state: Parameters<typeof explainUnscheduled>[0][number]['state'], blocked = false) => ({
  id: `id-${slug}`,
  slug,
  state,
  blocked,
});
const shown = (slug: string, state: string) => ({ id: `id-${slug}`, slug, state });

test('parents_running: parents that can still complete', async () => {
  assert.deepEqual(explainUnscheduled([parent('a', 'running'), parent('b', 'completed'), parent('c', 'unscheduled')]), [
    { code: 'parents_running', message: 'Waits for a, c.', parents: [shown('a', 'running'), shown('c', 'unscheduled')] },
  ]);
});

test('blocked_by_parent: parents that ended otherwise, or wait for ever themselves', async () => {
  assert.deepEqual(explainUnscheduled([parent('a', 'failed'), parent('b', 'unscheduled', true)]), [
    {
      code: 'blocked_by_parent',
      message: 'Waits for ever for a, b: restart it.',
      parents: [shown('a', 'failed'), shown('b', 'unscheduled')],
    },
  ]);
});

test('both are said when both hold, and nothing when all parents are completed', async () => {
  const codes = explainUnscheduled([parent('a', 'stopped'), parent('b', 'error'), parent('c', 'stopping')]).map(({ code }) => code);
  assert.deepEqual(codes, ['blocked_by_parent', 'parents_running']);
  assert.deepEqual(explainUnscheduled([parent('a', 'completed')]), []);
});

test('claimed_not_started: who prepares it, since when', async () => {
  const claim = { agentId: 'a', term: 3, since: noon };
  assert.deepEqual(explainClaimed(claim), [
    { code: 'claimed_not_started', message: 'Its agent prepares it.', agent: 'a', term: 3, since: noon },
  ]);
});

test('stop_requested: since when it waits for the confirmation', async () => {
  assert.deepEqual(
    explainStopping(noon).map(({ code, since }) => ({ code, since })),
    [{ code: 'stop_requested', since: noon }],
  );
});

test('steps_busy: as many steps are at work as may be', async () => {
  assert.deepEqual(explainStep(1, 2), []);
  assert.deepEqual(explainStep(2, 2), [{ code: 'steps_busy', message: 'The server is at work on 2 steps.', running: 2, max: 2 }]);
});
