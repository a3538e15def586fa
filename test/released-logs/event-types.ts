import { aggregates } from '../../domain/index.ts';

/** `category type`: the same name may be an event of two categories. */
const known = aggregates.flatMap(({ aggregate }) => Object.keys(aggregate.events).map((type) => `${aggregate.category} ${type}`)).sort();

const typeOf = (line: string): string => {
  const { stream, type } = JSON.parse(line) as { readonly stream: string; readonly type: string };
  return `${stream.slice(0, stream.indexOf('-'))} ${type}`;
};

/** Event types of the program of today that a recorded log, one event a line, has not. */
export function missingFrom(lines: readonly string[]): readonly string[] {
  const there = new Set(lines.map(typeOf));
  return known.filter((type) => !there.has(type));
}
