import { currentVersion, type AnyAggregate } from '../../domain/kernel/decision.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** Written by a newer program: this one would fold it wrongly, so it must not fold it at all. */
export class EventFromTheFuture extends Error {
  constructor(event: Recorded, known: number) {
    super(`${event.type} at ${event.position} is of version ${event.version}; this program knows it up to ${known}: update the program.`);
    this.name = 'EventFromTheFuture';
  }
}

/** The event in today's version. A type that the aggregate no longer has passes as it is: nothing takes it. @throws EventFromTheFuture */
export function upcast(aggregate: AnyAggregate, event: Recorded): Recorded {
  if (!(event.type in aggregate.events)) return event;
  const current = currentVersion(aggregate, event.type);
  if (event.version === current) return event;
  if (event.version > current) throw new EventFromTheFuture(event, current);
  const steps = aggregate.upcasts?.[event.type] ?? [];
  const data = steps.slice(event.version - 1).reduce<unknown>((old, step) => step(old as never), event.data);
  return { ...event, version: current, data };
}
