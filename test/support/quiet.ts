import type { Logger } from '../../application/ports/logger.ts';

/** Says nothing. */
export const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
