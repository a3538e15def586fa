import { z } from 'zod';
import { naturalId } from '../kernel/ids.ts';

/** The hash of a commit, whole or shortened. */
export const commitHash = z
  .string()
  .transform((hash) => hash.toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{7,64}$/, 'A commit hash has 7 to 64 hexadecimal digits.'));

export const revisionIdOf = (repositoryId: string, hash: string): string => naturalId(repositoryId, hash);
