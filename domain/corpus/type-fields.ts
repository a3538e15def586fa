import { z } from 'zod';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { nameOf } from '../kernel/texts.ts';
import type { CorpusState } from './state.ts';

/** The fields of an element type as a request gives them. A colour is six hexadecimal digits; a leading # is cut. */
export const typeFields = {
  slug: z.string().regex(/^[a-zA-Z0-9_-]{1,50}$/, 'A slug has 1 to 50 letters, digits, hyphens and underscores.'),
  displayName: nameOf(250),
  folder: z.boolean(),
  color: z
    .string()
    .transform((color) => color.replace(/^#/, '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{6}$/, 'A colour has six hexadecimal digits.')),
} as const;

export const slugTaken = (state: CorpusState, slug: string, exceptId: string | null): Refusal | false =>
  state.types.some((type) => type.slug === slug && type.elementTypeId !== exceptId) &&
  refusal('slug_taken', { field: 'slug', params: { slug } });
