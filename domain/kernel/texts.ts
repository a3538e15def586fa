import { z } from 'zod';

/** UTF-8 bytes of a text in one event, at most. */
const maxTextBytes = 128 * 1024;

/** Names are compared trimmed and in Unicode NFC, with their case. */
export const comparable = (name: string): string => name.trim().normalize('NFC');

/** A name that people give: kept trimmed and in NFC, not empty. */
export const nameOf = (maxLength: number) => z.string().transform(comparable).pipe(z.string().min(1).max(maxLength));

/** A text of any length that an event can carry. */
export const boundedText = z.string().refine((text) => new TextEncoder().encode(text).length <= maxTextBytes, {
  message: 'A text may have at most 128 KiB.',
});
