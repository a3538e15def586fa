import type { z } from 'zod';
import type { Actor, DomainEvent, EventSchemas } from './event.ts';
import type { Verdict } from './verdict.ts';

/** What the pipeline tells a decision about the command: time and ids come in as values, so deciding stays pure. */
export interface Asking {
  /** Id of the aggregate addressed. */
  readonly id: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly now: Date;
}

/** A stream's rules: what has happened (`events`), what that amounts to (`initial`, `evolve`). */
export interface Aggregate<State, E extends DomainEvent> {
  /** Streams are named `<category>-<id>`. */
  readonly category: string;
  readonly events: EventSchemas;
  readonly initial: State;
  /** Pure; `time` is when the event was recorded. */
  readonly evolve: (state: State, event: E, time: Date) => State;
  /** Event types that only record a refusal: a repeated command that left nothing else is decided again. */
  readonly refusalEvents?: readonly E['type'][];
  /** Per event type, functions that bring old data up by one version each; the current version is their number + 1. */
  readonly upcasts?: Readonly<Record<string, readonly ((data: never) => unknown)[]>>;
}

/**
 * One thing that can be asked of one aggregate. Pure: the same state, input, facts and asking give the same verdict.
 * `Facts` is what the rule must know from elsewhere; `application/facts` fetches it.
 */
export interface Decision<State, Input, Facts, E extends DomainEvent> {
  readonly name: string;
  readonly aggregate: Aggregate<State, E>;
  readonly input: z.ZodType<Input>;
  readonly decide: (state: State, input: Input, facts: Facts, asking: Asking) => Verdict<E>;
  /** Where nothing is known of its stream it is nearly always the first there: it is decided as such before the stream is read. */
  readonly begins?: true;
}

type DecisionSpec<State, Input, Facts, E extends DomainEvent> = Omit<Decision<State, Input, Facts, E>, 'aggregate'>;

/** The only way to make a decision, so that its state and events are always those of its aggregate. */
export const decisionsOf =
  <State, E extends DomainEvent>(aggregate: Aggregate<State, E>) =>
  <Input, Facts = void>(spec: DecisionSpec<State, Input, Facts, E>): Decision<State, Input, Facts, E> => ({ ...spec, aggregate });

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- lists hold decisions of every aggregate; the pipeline opens them again
export type AnyDecision = Decision<any, any, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- idem
export type AnyAggregate = Aggregate<any, any>;

/** Version in which events of this type are written today. */
export const currentVersion = (aggregate: AnyAggregate, type: string): number => (aggregate.upcasts?.[type]?.length ?? 0) + 1;

export const streamOf = (aggregate: AnyAggregate, id: string): string => `${aggregate.category}-${id}`;
