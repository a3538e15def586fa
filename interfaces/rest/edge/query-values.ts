import { z } from 'zod';

/*
 * Values of query parameters (api.md §1.3). They arrive as text; each schema turns the text into the value and says, as metadata,
 * how the documents declare it. Make what may be absent `.optional()`.
 */

const yes = ['True', 'true', '1'];
const no = ['False', 'false', '0'];
const declared = (type: string, more: Readonly<Record<string, unknown>> = {}) => ({ type, ...more });

/** `True`, `true`, `1`; `False`, `false`, `0`. */
export const flag = () =>
  z
    .enum([...yes, ...no], 'Must be True or False.')
    .transform((value) => yes.includes(value))
    .meta(declared('boolean'));

/** At most 1,000 characters. */
export const text = () => z.string().min(1).max(1000).meta(declared('string'));

export const uuid = () =>
  z
    .uuid('Must be a valid UUID.')
    .transform((id) => id.toLowerCase())
    .meta(declared('string', { format: 'uuid' }));

/** A UUID, or a false boolean (→ `false`): "made without it", by hand. */
export const uuidOrFalse = () =>
  z
    .union([z.enum(no).transform(() => false as const), z.uuid().transform((id) => id.toLowerCase())], 'Must be a valid UUID or False.')
    .meta(declared('string'));

export const integer = (bounds: { readonly min?: number; readonly max?: number } = {}) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'A valid integer is required.')
    .transform(Number)
    .refine((value) => value >= (bounds.min ?? -Infinity), `Must be at least ${bounds.min}.`)
    .refine((value) => value <= (bounds.max ?? Infinity), `Must be at most ${bounds.max}.`)
    .meta(declared('integer'));

/** A decimal number between two bounds. */
export const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE]-?\d+)?$/, 'A valid number is required.')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `Must be between ${min} and ${max}.`)
    .meta(declared('number'));

/** ISO 8601 with offset. */
export const instant = () =>
  z.iso
    .datetime({ offset: true, error: 'Must be an instant in ISO 8601 with offset.' })
    .transform((value) => new Date(value))
    .meta(declared('string', { format: 'date-time' }));

export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `Must be one of ${values.join(', ')}.`).meta(declared('string', { enum: values }));

/** The key repeated. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).meta({ type: 'array', items: { ...item.meta() } });
