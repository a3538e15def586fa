import { test } from 'tap';
import { PlainView } from '../../../interfaces/cli/follow/plain-view.ts';
import type { Progress, TaskSeen } from '../../../interfaces/cli/follow/progress.ts';

const task = (state: string): TaskSeen => ({
  id: 't',
  run: 1,
  slug: 'ocr_1',
  depth: 1,
  state,
  chunk: 1,
  worker_run_id: 'w',
  started: null,
  finished: null,
});

const picture = (state: string, done: number, over: Partial<Progress> = {}): Progress => ({
  process: {
    id: 'p',
    name: null,
    state: 'running',
    active: true,
    chunks: 2,
    started: '2026-01-01T00:00:00Z',
    finished: null,
    activity_state: 'ready',
    tasks: [],
  },
  tasks: [{ task: task(state), done, total: 3 }],
  activities: { queued: 3 - done, started: 0, processed: done, error: 0 },
  estimate: { estimated_completion: null, estimated_text: null, rows: [] },
  waiting: [],
  ...over,
});

test('a line is written for what has changed, and only for that', (t) => {
  const lines: string[] = [];
  const view = new PlainView((line) => lines.push(line));
  view.show(picture('pending', 0));
  view.show(picture('pending', 0));
  view.show(picture('running', 1));
  t.same(lines, [
    'ocr_1: pending (0 of 3)',
    'Elements: 3 queued, 0 started, 0 processed, 0 failed',
    'Completion not yet known',
    'ocr_1: running (1 of 3)',
    'Elements: 2 queued, 0 started, 1 processed, 0 failed',
  ]);
  t.end();
});

test('a failed task is called a task error, a lost one a system error, and the end is told', (t) => {
  const lines: string[] = [];
  const view = new PlainView((line) => lines.push(line));
  const { process } = picture('failed', 3);
  view.show(picture('failed', 3, { process: { ...process, state: 'error', finished: '2026-01-01T00:01:00Z' } }));
  t.same([lines[0], lines[2]], ['ocr_1: task error (3 of 3)', 'Process system error']);
  t.end();
});

test('a task that waits says why', (t) => {
  const lines: string[] = [];
  const view = new PlainView((line) => lines.push(line));
  view.show(picture('pending', 0, { waiting: ['ocr_1: No agent has ever registered.', 'ocr_2: No agent has ever registered.'] }));
  t.equal(lines.at(-1), 'Waiting: ocr_1: No agent has ever registered. (1 more wait)');
  t.end();
});
