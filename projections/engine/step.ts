import type { Pool } from 'pg';
import type { LogPage, Position } from '../../application/ports/event-store.ts';
import { applyPart, type Counted } from './apply-part.ts';
import { FoldFailed } from './fold-failed.ts';
import { partsOf, routesOf, type Part } from './work.ts';

export interface Failure {
  /** Up to here the projection could go. */
  readonly position: Position;
  readonly failure: FoldFailed;
}

/**
 * Applies a page to one generation event by event, so that it stands right before the one that it cannot take. Null when it takes
 * them all after all, or when another projector moved it.
 */
export async function stepUntilItFails(pool: Pool, member: Counted, from: Position, page: LogPage): Promise<Failure | null> {
  let position = from;
  let counted = member;
  let current: Part | null = null;
  try {
    for (const part of partsOf(routesOf([member.generation]), page, 0)) {
      current = part;
      const applied = await applyPart(pool, [counted], position, part);
      if (applied === 'lost') return null;
      counted = applied[0] ?? counted;
      position = part.to;
    }
    return null;
  } catch (error) {
    if (!(error instanceof FoldFailed)) throw error;
    const recorded = error.recorded ?? current?.work[0]?.events[0] ?? null;
    return { position, failure: new FoldFailed(error.projection, recorded, error.cause) };
  }
}
