import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Entry } from './entry.ts';
import { unknown } from './rpc-errors.ts';

/** Entries that the server looks at between two checkpoints, per unit of the interval asked for. */
const scannedPerInterval = 32;

export interface Filter {
  matches(entry: Entry): boolean;
  /** A checkpoint comes after so many entries that were looked at; 0: never. */
  readonly checkpointEvery: number;
}

/** @throws the error of the call, when the expression cannot be understood */
export function filterOf(options: ReadReq.Options): Filter {
  const filter = options.getFilter();
  if (!filter) return { matches: () => true, checkpointEvery: 0 };
  const onType = filter.hasEventType();
  const expression = onType ? filter.getEventType() : filter.getStreamIdentifier();
  const prefixes = expression?.getPrefixList() ?? [];
  const pattern = expression?.getRegex() ? patternOf(expression.getRegex()) : null;
  return {
    matches: ({ type, stream }) => {
      const text = onType ? type : stream;
      return pattern ? pattern.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
    },
    checkpointEvery: scannedPerInterval * filter.getCheckpointintervalmultiplier(),
  };
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw unknown('Exception was thrown by handler.');
  }
}
