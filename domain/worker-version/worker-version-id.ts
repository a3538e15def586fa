import { naturalId } from '../kernel/ids.ts';

/** A version is known by its worker and its revision, or by its number when it has no revision. */
export const workerVersionIdOf = (workerId: string, at: { readonly revisionId: string } | { readonly number: number }): string =>
  naturalId(workerId, 'revisionId' in at ? at.revisionId : `n:${at.number}`);
