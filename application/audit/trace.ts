import type { Actor, Recorded } from '../../domain/kernel/event.ts';
import type { KeptRefusal } from '../ports/refused-commands.ts';

/** A command with what it brought about; a refused one has codes, and is a leaf unless its refusal was recorded as an event. */
export interface TracedCommand {
  readonly id: string;
  /** Its name, where that is known: of commands that were refused. */
  readonly name: string | null;
  readonly actor: Actor;
  readonly time: Date;
  /** Event by which a reactor was led to it; null when nobody but its sender did. */
  readonly causationId: string | null;
  /** The stream it went to, or the address of a request that never became a command. */
  readonly target: string;
  readonly refused: readonly string[];
  readonly events: readonly TracedEvent[];
}

export interface TracedEvent {
  readonly recorded: Recorded;
  readonly caused: readonly TracedCommand[];
}

/** One decision with all that followed from it, and the other commands of the same correlation that nothing of it caused. */
export interface Trace {
  readonly correlationId: string;
  readonly root: TracedCommand;
  readonly others: readonly string[];
  /** More happened than is shown. */
  readonly truncated: boolean;
}

interface Found {
  readonly id: string;
  readonly events: Recorded[];
  refusal: KeptRefusal | null;
}

/**
 * The commands of one correlation as trees, by what caused them; in the order in which they happened. Pure.
 *
 *   command (actor, time) ──► events ──► commands of reactors ──► events ──► …
 */
export function treesOf(events: readonly Recorded[], refusals: readonly KeptRefusal[]): readonly TracedCommand[] {
  const found = commandsOf(events, refusals);
  const known = new Set(events.map(({ id }) => id));
  const byCause = Map.groupBy(found, (one) => causeOf(one));
  const command = (one: Found): TracedCommand => ({
    ...about(one),
    causationId: causeOf(one),
    events: one.events.map((recorded) => ({ recorded, caused: (byCause.get(recorded.id) ?? []).map(command) })),
  });
  return found.filter((one) => !known.has(causeOf(one) ?? '')).map(command);
}

/** A repetition may be refused again: it is one command all the same. */
function commandsOf(events: readonly Recorded[], refusals: readonly KeptRefusal[]): readonly Found[] {
  const byId = new Map<string, Found>();
  const of = (id: string): Found => {
    const one = byId.get(id) ?? { id, events: [], refusal: null };
    byId.set(id, one);
    return one;
  };
  for (const recorded of events) of(recorded.metadata.commandId).events.push(recorded);
  for (const refusal of refusals) of(refusal.commandId).refusal ??= refusal;
  return [...byId.values()].sort((a, b) => timeOf(a).getTime() - timeOf(b).getTime());
}

const timeOf = ({ events, refusal }: Found): Date => events[0]?.time ?? refusal?.time ?? new Date(0);

const causeOf = ({ events, refusal }: Found): string | null =>
  events[0] ? events[0].metadata.causationId : (refusal?.causationId ?? null);

const about = ({ id, events, refusal }: Found) => ({
  id,
  name: refusal?.command ?? null,
  actor: events[0]?.metadata.actor ?? refusal?.actor ?? { kind: 'system' as const, id: 'unknown' },
  time: timeOf({ id, events, refusal }),
  target: events[0]?.stream ?? refusal?.target ?? '',
  refused: refusal ? refusal.refusals.map(({ code }) => code) : [],
});

/** Whether a command with this id, or an event, stands in the tree. */
export const holds = (tree: TracedCommand, id: string): boolean =>
  tree.id === id || tree.events.some(({ recorded, caused }) => recorded.id === id || caused.some((command) => holds(command, id)));

/** Every command of a tree. */
export const commandsIn = (tree: TracedCommand): readonly TracedCommand[] => [
  tree,
  ...tree.events.flatMap(({ caused }) => caused.flatMap(commandsIn)),
];
