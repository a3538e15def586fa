import type { ProcessMailFacts } from './facts.ts';
import { listed } from './listed.ts';
import { addressOf, errorsText, factsOf, plain, sentenceOf } from './words.ts';

/** Width of the column of slugs, unless one is longer. */
const slugWidth = 22;

/** The plain part. */
export function textOf(facts: ProcessMailFacts): string {
  const { lines, more } = listed(facts.tasks);
  const width = lines.reduce((most, { slug }) => Math.max(most, slug.length + 2), slugWidth);
  const errors = errorsText(facts);
  return [
    `Hello ${plain(facts.recipientName)},`,
    '',
    sentenceOf(facts),
    '',
    ...factsOf(facts).map(([name, value]) => `${`${name}:`.padEnd(11)}${value}`),
    '',
    ...lines.map(({ slug, state }) => `  ${slug.padEnd(width)}${state}`),
    ...(more === null ? [] : [`  ${more}`]),
    ...(lines.length === 0 ? [] : ['']),
    ...(errors === null ? [] : [errors, '']),
    addressOf(facts),
    '',
  ].join('\n');
}
