/** Where the log of an attempt lies in the bucket `ponos-logs`. */
export const logKey = (taskId: string, attempt: number): string => (attempt === 1 ? `${taskId}.log` : `${taskId}.${attempt}.log`);

/** Where an artifact lies in the bucket `ponos-artifacts`. */
export const artifactKey = (taskId: string, path: string): string => `${taskId}/${path}`;
