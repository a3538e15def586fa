import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/**
 * What is wrong with a value, for people: zod's own sentences speak of its types ("expected string to have >=1 characters"). Given to
 * `safeParse` as `error`; a sentence that stands in the schema goes before it.
 */
export function inPlainWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'This field is required.';
      if (issue.input === null) return 'This field may not be null.';
      return `Must be ${kinds[issue.expected] ?? `of the type ${issue.expected}`}.`;
    case 'too_small':
      if (counted[issue.origin] !== undefined)
        return Number(issue.minimum) === 1 ? 'May not be empty.' : `Must have at least ${issue.minimum} ${counted[issue.origin]}.`;
      return `Must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`;
    case 'too_big':
      if (counted[issue.origin] !== undefined) return `Must have at most ${issue.maximum} ${counted[issue.origin]}.`;
      return `Must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}.`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_format':
      return formats[issue.format] ?? (issue.pattern ? `Must have the form ${issue.pattern}.` : undefined);
    case 'invalid_value':
      return issue.values.length === 1 ? `Must be ${String(issue.values[0])}.` : `Must be one of ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `Knows no ${issue.keys.join(', ')}.`;
    case 'invalid_union':
      return 'Has none of the forms that it may have.';
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What of a value has a size in these. */
const counted: Readonly<Record<string, string>> = { string: 'characters', array: 'items', set: 'items' };

const formats: Readonly<Record<string, string>> = {
  uuid: 'Must be a valid UUID.',
  email: 'Must be an e-mail address.',
  url: 'Must be an address, as in https://example.org/.',
  datetime: 'Must be an instant in ISO 8601 with offset.',
};
