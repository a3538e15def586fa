import { hash } from 'node:crypto';
import type { Recorded } from '../../../domain/kernel/event.ts';

/** An event in words that are the same in every store: all of it but its position, which is the store's own. */
export const eventWords = ({ id, stream, revision, type, version, time, data, metadata }: Recorded): string =>
  JSON.stringify([id, stream, revision, type, version, time.toISOString(), data, metadata]);

export const digestOf = (words: string): string => hash('sha256', words, 'hex');
