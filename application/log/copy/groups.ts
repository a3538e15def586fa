import type { Recorded } from '../../../domain/kernel/event.ts';
import { appendLimits } from '../limits.ts';

/** Events of one stream that are appended together: there is always one. */
export type Group = readonly [Recorded, ...Recorded[]];

/** Most bytes of what is appended together, by a guess at their size in UTF-8: a quarter of what an append may hold. */
const mostCharacters = appendLimits.bytes / 4;

/** Events that follow each other in one stream, as many as go into one append. */
export function groupsOf(events: readonly Recorded[]): readonly Group[] {
  const groups: [Recorded, ...Recorded[]][] = [];
  let characters = 0;
  for (const event of events) {
    const group = groups.at(-1);
    if (group?.[0].stream !== event.stream) {
      groups.push([event]);
      characters = 0;
      continue;
    }
    if (group.length === 1) characters = sizeOf(group[0]);
    characters += sizeOf(event);
    if (group.length < appendLimits.events && characters <= mostCharacters) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

const sizeOf = ({ data, metadata }: Recorded): number => JSON.stringify(data).length + JSON.stringify(metadata).length;
