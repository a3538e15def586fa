import { test } from 'tap';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { addArtifact, artifactId } from '../../../domain/task/add-artifact.ts';
import { task } from '../../../domain/task/index.ts';
import { at, given } from '../../support/given.ts';
import * as a from '../../support/tasks.ts';

const running = [a.created(), a.queued(), a.claimed(), a.started()] as const;
const file = { path: 'out/page.json', size: 42, contentType: 'application/json' };
const byAgent = { id: a.taskId, actor: a.agent };
const added = (over: Partial<Extract<TaskEvent, { type: 'ArtifactAdded' }>['data']> = {}): TaskEvent => ({
  type: 'ArtifactAdded',
  data: { artifactId: artifactId(a.taskId, file.path), ...file, attempt: 1, term: 1, ...over },
});

test('the holder of the claim and the task itself add files', async () => {
  given(task, ...running)
    .when(addArtifact, file, undefined, byAgent)
    .then(added());
  given(task, ...running)
    .when(addArtifact, { ...file, term: 1 }, undefined, { id: a.taskId, actor: a.theTask })
    .then(added());
  given(task, a.aStep(), a.queued(), a.claimedByRunner())
    .when(addArtifact, { ...file, term: 1 }, undefined, { id: a.taskId })
    .then(added());
});

test('the same file again is nothing new; with another size or type it is refused', async () => {
  given(task, ...running, added())
    .when(addArtifact, file, undefined, byAgent)
    .then();
  given(task, ...running, added())
    .when(addArtifact, { ...file, size: 43 }, undefined, byAgent)
    .thenRefused('artifact_exists');
  given(task, ...running, added())
    .when(addArtifact, { ...file, contentType: 'text/plain' }, undefined, byAgent)
    .thenRefused('artifact_exists');
});

test('a later attempt replaces the file of an earlier one', async () => {
  given(task, ...running, added(), a.failed(), a.restarted(), a.claimed(2, 2), a.started(2))
    .when(addArtifact, { ...file, size: 7 }, undefined, byAgent)
    .then(added({ size: 7, attempt: 2, term: 2 }));
});

test('files may follow for ten minutes after the end of the claim', async () => {
  const past = [...running, at('2026-01-01T12:00:00Z', a.completed())] as const;
  const when = (now: string) => given(task, ...past).when(addArtifact, file, undefined, { ...byAgent, now: new Date(now) });
  when('2026-01-01T12:09:59Z').then(added());
  when('2026-01-01T12:10:00Z').thenRefused('late_report');
});

test('nobody else adds files, nor does an older claim', async () => {
  given(task, ...running)
    .when(addArtifact, file, undefined, { id: a.taskId, actor: a.otherAgent })
    .thenRefused('late_report');
  given(task, ...running)
    .when(addArtifact, file, undefined, { id: a.taskId, actor: { kind: 'task', id: a.processId } })
    .thenRefused('late_report');
  given(task, ...running, a.failed(), a.restarted(), a.claimed(2, 2))
    .when(addArtifact, { ...file, term: 1 }, undefined, { id: a.taskId, actor: a.theTask })
    .thenRefused('late_report');
  given(task, a.created(), a.queued()).when(addArtifact, file, undefined, byAgent).thenRefused('late_report');
  given(task).when(addArtifact, file, undefined, byAgent).thenRefused('not_found');
});

test('a path stays inside the folder of the task', async () => {
  for (const path of ['', '/etc/passwd', '../other', 'a/../b', 'a//b', './a', 'a/', 'x'.repeat(256), 'a\0b']) {
    given(task, ...running)
      .when(addArtifact, { ...file, path }, undefined, byAgent)
      .thenRefused('validation_failed');
  }
  given(task, ...running)
    .when(addArtifact, { ...file, path: '..hidden/a b.txt' }, undefined, byAgent)
    .then(added({ path: '..hidden/a b.txt', artifactId: artifactId(a.taskId, '..hidden/a b.txt') }));
});
