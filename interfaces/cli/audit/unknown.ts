import { categories } from '../../../application/audit/stream-state.ts';
import { Problem } from '../problem.ts';

export const noSuchStream = (name: string): Problem =>
  new Problem(
    `There is no stream ${name}. A stream is named <category>-<id>, as in task-<id>; the categories are ${categories.join(', ')}. ` +
      '"colophon event show <id>" names the stream of an event.',
  );

/** Whether there may ever be a stream of this name. */
export const isNameOfStream = (name: string): boolean => categories.some((category) => name.startsWith(`${category}-`));

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Problem when the text is no id of ours */
export function anId(text: string, what: string): string {
  if (uuid.test(text)) return text.toLowerCase();
  throw new Problem(`${text} is no id of ${what}: those are UUIDs, as in 3f2504e0-4f89-41d3-9a0c-0305e82c3301.`);
}
