import type { Position } from './event-store.ts';

/** Where an event stands in the log. */
export interface EventPlace {
  readonly id: string;
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
}

/** Positions after one, up to one (null: to the end). */
export interface PlaceRange {
  readonly after: Position;
  readonly upTo: Position | null;
}

/** The way from an id to events. It follows the log a moment behind. */
export interface EventIndex {
  /** The event with this id; null when there is none. */
  event(id: string): Promise<EventPlace | null>;
  at(position: Position): Promise<EventPlace | null>;
  /** The correlation of the event, of the command, or of the correlation with this id; null when there is none. */
  correlationOf(id: string): Promise<string | null>;
  /** The events of a correlation, the oldest first. */
  ofCorrelation(correlationId: string, limit: number): Promise<readonly EventPlace[]>;
  /** The events of a process and of its tasks, the oldest first. */
  ofProcess(processId: string, range: PlaceRange, limit: number): Promise<readonly EventPlace[]>;
  countOfProcess(processId: string, range: PlaceRange): Promise<number>;
}
