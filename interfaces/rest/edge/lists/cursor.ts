import { z } from 'zod';
import type { CursorKey } from '../../../../application/ports/paging.ts';
import { EdgeRefusal, invalid } from '../refusals/edge-refusal.ts';

const key = z.array(z.union([z.string(), z.number()])).min(1);

/** The sort key of the last row, opaque to clients. It holds no rights: those are checked on every request. */
export const encodeCursor = (after: CursorKey): string => Buffer.from(JSON.stringify(after)).toString('base64url');

/** @throws EdgeRefusal when it is none of ours */
export function decodeCursor(cursor: string): CursorKey {
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new EdgeRefusal([invalid('cursor', 'This cursor is not valid.')]);
  }
}
