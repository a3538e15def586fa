import { z } from 'zod';
import { boundedText } from '../kernel/texts.ts';
import { orientations } from './events.ts';

/** A transcription as requests give it; its text is kept as sent. */
export const transcriptionFields = {
  text: boundedText.refine((text) => text.trim() !== '', 'A transcription needs a text.'),
  /** From 0 to 1; null when nobody said how sure. */
  confidence: z.number().min(0).max(1).nullable().default(null),
  orientation: z.enum(orientations).default('horizontal-lr'),
} as const;
