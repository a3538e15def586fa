import type { z } from 'zod';

/** Something that happened: named in the past tense, complete in itself. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Schemas of an aggregate's events by type: their validation and their documentation. */
export type EventSchemas = Readonly<Record<string, z.ZodObject>>;

/** The union of events that a record of schemas describes. */
export type EventsOf<Schemas extends EventSchemas> = {
  [Type in keyof Schemas & string]: { readonly type: Type; readonly data: z.infer<Schemas[Type]> };
}[keyof Schemas & string];

/** Who brought an event about. Names and addresses never stand in events (they must stay erasable). */
export interface Actor {
  readonly kind: 'user' | 'task' | 'agent' | 'system';
  readonly id: string;
}

export const system = (id: string): Actor => ({ kind: 'system', id });

export interface Metadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: Actor;
}

/** What the log adds to an event. `position` orders all events of the log, `revision` those of one stream from 0. */
export interface Envelope {
  readonly id: string;
  readonly version: number;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly time: Date;
  readonly metadata: Metadata;
}

/** An event as the log holds it. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & Envelope;
