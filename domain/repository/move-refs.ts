import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision, refKey } from './state.ts';

/** Branches and tags that point to a revision from now on; others stay where they are. */
export const moveRefs = decision({
  name: 'MoveRefs',
  input: z.object({
    revisionId: z.uuid(),
    refs: z.array(z.object({ type: z.enum(['branch', 'tag']), name: z.string().min(1).max(250) })).max(500),
  }),
  decide(state, { revisionId, refs }) {
    if (!state.known) return refused(refusal('not_found'));
    const named = new Map(refs.map((ref) => [refKey(ref), ref]));
    const moved = [...named].filter(([key]) => state.refs[key] !== revisionId);
    return accepted(
      ...moved.map(([key, { type, name }]) => ({
        type: 'GitRefMoved' as const,
        data: { name, type, revisionId, previousRevisionId: state.refs[key] ?? null },
      })),
    );
  },
});
