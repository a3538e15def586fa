import type { Actor, DomainEvent, Recorded } from '../../domain/kernel/event.ts';
import type { Decision } from '../../domain/kernel/decision.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Position } from '../ports/event-store.ts';

/** A decision addressed to one aggregate, its input checked, not yet carried out. */
export interface Command<State = unknown, Input = unknown, Facts = unknown, E extends DomainEvent = DomainEvent> {
  readonly decision: Decision<State, Input, Facts, E>;
  readonly id: string;
  readonly input: Input;
}

/** @throws z.ZodError when the input does not fit: a request was checked before, so this is a defect of the caller. */
export const command = <State, Input, Facts, E extends DomainEvent>(
  decision: Decision<State, Input, Facts, E>,
  id: string,
  input: unknown,
): Command<State, Input, Facts, E> => ({ decision, id, input: decision.input.parse(input) });

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- carries commands of every aggregate; the pipeline opens them again
export type AnyCommand = Command<any, any, any, any>;

/** Under which name a command runs: who, its id (the same id again = the same command again), and what caused it. */
export interface Origin {
  readonly actor: Actor;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The event that a command follows from. */
export interface Cause {
  readonly id: string;
  readonly correlationId: string;
}

/** What follows from an event has its correlation; what follows from none begins one of its own. */
export const originAfter = (cause: Cause | null, actor: Actor, commandId: string): Origin => ({
  actor,
  commandId,
  correlationId: cause?.correlationId ?? commandId,
  causationId: cause?.id ?? null,
});

export const causeOf = ({ id, metadata: { correlationId } }: Recorded): Cause => ({ id, correlationId });

/** What became of a command. */
export interface Outcome {
  /** Empty when it was carried out. */
  readonly refusals: readonly Refusal[];
  /** What it appended now or, when it is a repetition, had appended at first; empty when there was nothing new. */
  readonly events: readonly Recorded[];
  /** Position of its last event; when nothing was appended, the head of its stream as loaded (0 when that is empty). */
  readonly position: Position;
}

/** The one way in which anything changes. @throws StoreUnavailable, CommandConflict (another writer won every time) */
export interface CommandBus {
  execute(command: AnyCommand, origin: Origin): Promise<Outcome>;
}

/** Another writer won the bounded number of repetitions. The edge answers 503, never 409: workers read a 409 as an answer. */
export class CommandConflict extends Error {
  constructor(stream: string) {
    super(`Other writers were faster every time on ${stream}.`);
    this.name = 'CommandConflict';
  }
}
