import { currentVersion, type AnyAggregate } from '../../domain/kernel/decision.ts';
import type { NewEvent } from '../ports/event-store.ts';
import { eventBytes } from './limits.ts';

/** An event that its schema does not describe was about to be written for ever: a defect of the decision that made it. */
export class InvalidEvent extends Error {
  constructor(stream: string, event: NewEvent, why: string) {
    super(`${event.type} in version ${event.version} cannot go to ${stream}: ${why}`);
    this.name = 'InvalidEvent';
  }
}

/** @throws InvalidEvent unless the stream's aggregate has the event type, in this version, with such data of at most 256 KiB. */
export function assertValid(aggregate: AnyAggregate | undefined, stream: string, event: NewEvent): void {
  const fail = (why: string): never => {
    throw new InvalidEvent(stream, event, why);
  };
  if (!aggregate) return fail('no aggregate has streams of this category');
  const schema = aggregate.events[event.type];
  if (!schema) return fail(`${aggregate.category} has no such event`);
  const version = currentVersion(aggregate, event.type);
  if (event.version !== version) return fail(`events of this type are written in version ${version}`);
  const { error } = schema.safeParse(event.data);
  if (error) return fail(error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`).join('; '));
  const bytes = Buffer.byteLength(JSON.stringify(event.data));
  if (bytes > eventBytes) fail(`its data takes ${bytes} bytes, above the limit of ${eventBytes}`);
}
