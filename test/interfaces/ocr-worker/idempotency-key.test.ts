import { test } from 'tap';
import { idempotencyKeys } from '../../../interfaces/ocr-worker/idempotency-key.ts';
import { elementId, run } from './support/arkindex.ts';

const first = idempotencyKeys({ workerRunId: run, token: 'task.1.mac' });
const second = idempotencyKeys({ workerRunId: run, token: 'task.2.mac' });
const otherRun = idempotencyKeys({ workerRunId: elementId(9), token: 'task.1.mac' });

void test('a result has the same key in every attempt of a worker run, and another one in another run', (t) => {
  t.equal(first.result(elementId(1), 'lines'), second.result(elementId(1), 'lines'));
  t.not(first.result(elementId(1), 'lines'), otherRun.result(elementId(1), 'lines'));
  t.end();
});

void test('elements and steps have keys of their own', (t) => {
  const keys = [
    first.result(elementId(1), 'lines'),
    first.result(elementId(1), 'text'),
    first.result(elementId(2), 'lines'),
    first.activity(elementId(1), 'started'),
  ];
  t.equal(new Set(keys).size, keys.length);
  t.end();
});

void test('a report of an activity has another key in another attempt, because another claim makes it', (t) => {
  t.equal(first.activity(elementId(1), 'started'), first.activity(elementId(1), 'started'));
  t.not(first.activity(elementId(1), 'started'), second.activity(elementId(1), 'started'));
  t.not(first.activity(elementId(1), 'started'), first.activity(elementId(1), 'processed'));
  t.end();
});
