import { test } from 'tap';
import { z } from 'zod';
import { inPlainWords } from '../../../domain/kernel/plain-words.ts';

const said = (schema: z.ZodType, value: unknown): readonly string[] =>
  schema.safeParse(value, { error: inPlainWords }).error?.issues.map(({ message }) => message) ?? [];

test('a value that does not fit is told what it must be, not which type of the code was expected', (t) => {
  const cases: readonly (readonly [z.ZodType, unknown, string])[] = [
    [z.string(), undefined, 'This field is required.'],
    [z.string(), null, 'This field may not be null.'],
    [z.string(), 1, 'Must be a text.'],
    [z.boolean(), 'yes', 'Must be true or false.'],
    [z.object({}), 'a', 'Must be an object.'],
    [z.coerce.number(), 'x', 'Must be a number.'],
    [z.number().int(), 1.5, 'Must be a whole number.'],
    [z.string().min(1), '', 'May not be empty.'],
    [z.string().min(3), 'ab', 'Must have at least 3 characters.'],
    [z.string().max(1), 'ab', 'Must have at most 1 characters.'],
    [z.array(z.string()).min(2), [], 'Must have at least 2 items.'],
    [z.number().min(1), 0, 'Must be at least 1.'],
    [z.number().positive(), 0, 'Must be more than 0.'],
    [z.number().max(1), 2, 'Must be at most 1.'],
    [z.number().lt(1), 1, 'Must be less than 1.'],
    [z.enum(['a', 'b']), 'c', 'Must be one of a, b.'],
    [z.literal('a'), 'c', 'Must be a.'],
    [z.uuid(), 'x', 'Must be a valid UUID.'],
    [z.email(), 'x', 'Must be an e-mail address.'],
    [z.string().regex(/^a$/), 'b', 'Must have the form /^a$/.'],
    [z.union([z.string(), z.number()]), true, 'Has none of the forms that it may have.'],
    [z.strictObject({}), { b: 1 }, 'Knows no b.'],
  ];
  for (const [schema, value, sentence] of cases) t.same(said(schema, value), [sentence], sentence);
  t.end();
});

test('a sentence that stands in the schema goes before it', (t) => {
  t.same(said(z.string('Give a name.'), 3), ['Give a name.']);
  t.end();
});
