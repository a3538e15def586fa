import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import type { ProcessMailFacts, TaskLine } from '../../../../domain/policies/process-mail/facts.ts';
import { htmlOf } from '../../../../domain/policies/process-mail/html.ts';
import { listed } from '../../../../domain/policies/process-mail/listed.ts';
import { textOf } from '../../../../domain/policies/process-mail/text.ts';
import { subjectOf } from '../../../../domain/policies/process-mail/words.ts';
import { taskStates } from '../../../../domain/task/states.ts';

const processId = '9c0c0000-0000-4000-8000-000000000001';
const facts: ProcessMailFacts = {
  instanceName: 'Colophon',
  publicUrl: 'https://colophon.example.org',
  recipientName: 'Ada',
  processId,
  processName: 'Reading',
  projectName: 'Registers',
  state: 'failed',
  started: new Date('2026-03-02T10:00:00Z'),
  finished: new Date('2026-03-02T10:21:30Z'),
  durationMs: 1_290_000,
  counts: { completed: 1, failed: 1, unscheduled: 1 },
  tasks: [
    { slug: 'initialisation', state: 'completed' },
    { slug: 'reco_3fa9c1_1', state: 'failed' },
    { slug: 'corr_77aa10_1', state: 'unscheduled' },
  ],
  elementsWithErrors: 12,
};

test('the plain part says it all', async () => {
  assert.equal(
    textOf(facts),
    `Hello Ada,

The process "Reading" in project "Registers" failed.

Started:   2026-03-02 10:00:00 UTC
Finished:  2026-03-02 10:21:30 UTC
Duration:  21 minutes, 30 seconds
Tasks:     1 completed, 1 failed, 1 unscheduled

  initialisation        completed
  reco_3fa9c1_1         failed
  corr_77aa10_1         unscheduled

Elements with errors: 12

https://colophon.example.org/process/${processId}
`,
  );
});

test('the subject names the instance, the process and the outcome', async () => {
  const subjects = ['completed', 'failed', 'error', 'stopped'].map((state) => subjectOf({ ...facts, state }));
  assert.deepEqual(subjects, [
    '[Colophon] Process Reading completed',
    '[Colophon] Process Reading failed',
    '[Colophon] Process Reading ended with a system error',
    '[Colophon] Process Reading was stopped',
  ]);
  assert.equal(subjectOf({ ...facts, processName: null }), '[Colophon] Process 9c0c0000 failed');
});

test('errors of elements are told only where there are some', async () => {
  for (const elementsWithErrors of [null, 0])
    for (const part of [textOf, htmlOf]) assert.doesNotMatch(part({ ...facts, elementsWithErrors }), /Elements with errors/);
  assert.match(htmlOf(facts), /Elements with errors: 12/);
});

test('whatever a name holds, it breaks no line of the header and no markup', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (name, project) => {
      const named = { ...facts, processName: `${name}\r\nBcc: x`, projectName: `${project}<b>`, recipientName: name };
      assert.doesNotMatch(subjectOf(named), /[\r\n\0]/);
      assert.equal(textOf(named).split('\n').length, textOf(facts).split('\n').length);
      assert.doesNotMatch(htmlOf(named), /<b>|<script/);
    }),
  );
  assert.match(htmlOf({ ...facts, processName: `<i>"it's" & so</i>` }), /&lt;i&gt;&quot;it&#39;s&quot; &amp; so&lt;\/i&gt;/);
});

test('the part for eyes has the sentence, the facts, a coloured word per task, one link, and loads nothing', async () => {
  const tasks = taskStates.map((state) => ({ slug: `task_${state}`, state }));
  const html = htmlOf({ ...facts, tasks });
  assert.match(html, /<h1[^>]*>The process &quot;Reading&quot; in project &quot;Registers&quot; failed\.<\/h1>/);
  for (const [state, colour, word] of [
    ['unscheduled', '#909090', 'Unscheduled'],
    ['pending', '#ffdd57', 'Pending'],
    ['stopping', '#ffdd57', 'Stopping'],
    ['running', '#158cba', 'Running'],
    ['completed', '#28b62c', 'Completed'],
    ['failed', '#ff4136', 'Task error'],
    ['error', '#ff4136', 'System error'],
    ['stopped', '#ff4136', 'Stopped'],
  ])
    assert.match(html, new RegExp(`task_${state}</td><td style="[^"]*background:${colour}">${word}</td>`));
  assert.deepEqual(html.match(/href="[^"]*"/g), [`href="https://colophon.example.org/process/${processId}"`]);
  assert.match(html, />Open the process</);
  assert.doesNotMatch(html, /<img|<script|src=|url\(|@import|<link/);
});

test('of too many tasks those that are not completed come first, and the rest is counted', async () => {
  const lines = (count: number, state: TaskLine['state']): TaskLine[] =>
    Array.from({ length: count }, (_, n) => ({ slug: `${state}_${n}`, state }));
  const some = [...lines(1500, 'completed'), ...lines(3, 'failed')];
  const { lines: shown, more } = listed(some);
  assert.equal(shown.length, 1000);
  assert.deepEqual(
    shown.slice(0, 4).map(({ slug }) => slug),
    ['failed_0', 'failed_1', 'failed_2', 'completed_0'],
  );
  assert.equal(more, 'and 503 more, all completed');
  assert.equal(listed([...lines(2, 'completed'), ...lines(2, 'failed')], 1).more, 'and 3 more, 1 failed, 2 completed');
  assert.deepEqual(listed(some.slice(0, 1000)), { lines: some.slice(0, 1000), more: null });
  assert.match(textOf({ ...facts, tasks: some }), /\n {2}and 503 more, all completed\n/);
});
