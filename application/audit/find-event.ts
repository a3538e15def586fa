import type { Recorded } from '../../domain/kernel/event.ts';
import type { Audit } from './audit.ts';

/** The event with this id, or at this position; null when there is none. */
export async function findEvent({ index, log }: Pick<Audit, 'index' | 'log'>, idOrPosition: string): Promise<Recorded | null> {
  const place = /^\d+$/.test(idOrPosition) ? await index.at(BigInt(idOrPosition)) : await index.event(idOrPosition);
  if (!place) return null;
  const [event] = await log.readStream(place.stream, place.revision);
  return event ?? null;
}
