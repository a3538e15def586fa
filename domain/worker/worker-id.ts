import { naturalId } from '../kernel/ids.ts';

/** A worker is known by its slug in its repository, or in the instance when it has none. */
export const workerIdOf = (repositoryId: string | null, slug: string): string => naturalId(repositoryId, slug);
