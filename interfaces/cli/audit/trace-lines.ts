import type { Trace, TracedCommand, TracedEvent } from '../../../application/audit/trace.ts';
import { actorText } from './event-lines.ts';

/** A trace as a tree: commands with their actors, below them their events, below those the commands that they caused. */
export const traceLines = ({ correlationId, root, others, truncated }: Trace): readonly string[] => [
  `correlation ${correlationId}`,
  ...commandLines(root, '', ''),
  ...(others.length > 0
    ? ['Not caused by it, but of the same correlation (show them with their ids):', ...others.map((id) => `  ${id}`)]
    : []),
  ...(truncated ? ['More happened than is shown here.'] : []),
];

function commandLines({ id, name, actor, time, target, refused, events }: TracedCommand, first: string, rest: string): readonly string[] {
  const outcome = refused.length > 0 ? ` refused: ${refused.join(', ')}` : '';
  const what = name === null ? 'command' : `${name} on ${target},`;
  const head = `${first}${actorText(actor)}: ${what} ${id} at ${time.toISOString()}${outcome}`;
  return [head, ...branches(events, rest, eventLines)];
}

const eventLines = ({ recorded, caused }: TracedEvent, first: string, rest: string): readonly string[] => [
  `${first}${recorded.type} in ${recorded.stream}, position ${recorded.position}, event ${recorded.id}`,
  ...branches(caused, rest, commandLines),
];

const branches = <Item>(
  items: readonly Item[],
  before: string,
  lines: (item: Item, first: string, rest: string) => readonly string[],
): readonly string[] =>
  items.flatMap((item, index) => {
    const last = index === items.length - 1;
    return lines(item, `${before}${last ? '└─ ' : '├─ '}`, `${before}${last ? '   ' : '│  '}`);
  });
