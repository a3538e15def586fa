import { z } from 'zod';

/** A name for addresses and folders: of a worker, of a worker type. */
export const slug = z.string().regex(/^[a-z0-9_-]{1,100}$/, 'A slug has 1 to 100 lower-case letters, digits, hyphens and underscores.');
