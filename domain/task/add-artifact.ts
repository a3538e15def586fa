import { z } from 'zod';
import type { Actor } from '../kernel/event.ts';
import { naturalId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { holds } from './report.ts';
import { decision, type Claim, type TaskLife } from './state.ts';

/** One artifact per task and path: what a later claim writes to the same path replaces it. */
export const artifactId = (taskId: string, path: string): string => naturalId(taskId, path);

const graceMs = 10 * 60_000;

const fits = (path: string): boolean =>
  path.length <= 255 && !path.includes('\0') && path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');

/** The newest claim, while it is live or over for less than ten minutes: files are uploaded around the end of a task. */
function writer(state: TaskLife, term: number | null, actor: Actor, taskId: string, now: Date): Claim | null {
  const claim = state.claims.at(-1);
  if (!claim || (term !== null && claim.term !== term)) return null;
  const inTime = claim.endedAt === null || now.getTime() - claim.endedAt.getTime() < graceMs;
  const own = actor.kind === 'task' ? actor.id === taskId : holds(claim, actor);
  return inTime && own ? claim : null;
}

/**
 * Announces a file of the task. `path` is relative to its work folder; `term` is that of the writer's claim, null when the writer
 * does not say it. The same file again is nothing new.
 */
export const addArtifact = decision({
  name: 'AddArtifact',
  input: z.object({ path: z.string(), size: z.int().min(0), contentType: z.string(), term: z.int().nullable().default(null) }),
  decide(state, { path, size, contentType, term }, _facts, { id, actor, now }) {
    if (!state.created) return refused(refusal('not_found'));
    const claim = writer(state, term, actor, id, now);
    if (!claim) return refused(refusal('late_report', { params: { current_term: state.claims.length } }));
    if (!fits(path)) {
      const message = 'A path is relative, of at most 255 characters, without empty, "." or ".." parts.';
      return refused(refusal('validation_failed', { field: 'path', params: { message } }));
    }
    const known = state.artifacts.get(path);
    if (known?.term === claim.term) {
      const same = known.size === size && known.contentType === contentType;
      return same ? accepted() : refused(refusal('artifact_exists', { field: 'path', params: { path } }));
    }
    const data = { artifactId: artifactId(id, path), path, size, contentType, attempt: claim.attempt, term: claim.term };
    return accepted({ type: 'ArtifactAdded', data });
  },
});
