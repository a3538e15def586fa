import { z } from 'zod';

/** The fields of an element as requests give them. */
export const elementFields = {
  name: z.string().min(1).max(250),
  rotationAngle: z.int().min(0).max(359),
  mirrored: z.boolean(),
  /** From 0 to 1; null when nobody said how sure. */
  confidence: z.number().min(0).max(1).nullable(),
} as const;
