import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Entry } from './entry.ts';
import type { StandInLog } from './log.ts';
import { streamDeleted, unknown } from './rpc-errors.ts';
import { eventMessage, identifierOf, isLink, nameOf, targetOf } from './wire.ts';

const badAll = (): Error => unknown('Unexpected ReadAllResult: Error');
const badStream = (): Error => unknown('Unexpected ReadStreamResult: Error');

/** Answers to one read; 'never': the call stays open. @throws errors of the call */
export function readOnce(options: ReadReq.Options, log: StandInLog): readonly ReadResp[] | 'never' {
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  if (options.hasAll()) {
    if (count === 0) return 'never';
    return messages(ofAll(options.getAll()!, log, backwards).slice(0, count), options, log);
  }
  const asked = options.getStream()!;
  const stream = nameOf(asked.getStreamIdentifier());
  if (log.isTombstoned(stream)) throw streamDeleted(stream);
  const held = log.stream(stream);
  if (held === null) return [streamNotFound(stream)];
  if (count === 0) throw badStream();
  return messages(ofStream(asked, held, backwards).slice(0, count), options, log);
}

/** From a position: forwards with what stands there, backwards without. */
function ofAll(from: ReadReq.Options.AllOptions, log: StandInLog, backwards: boolean): readonly Entry[] {
  const { entries } = log;
  if (from.hasStart()) return backwards ? [] : entries;
  if (from.hasEnd()) return backwards ? entries.toReversed() : [];
  const position = checkedPosition(from.getPosition()!, log);
  if (position === 'past the end') {
    if (backwards) throw badAll();
    return [];
  }
  return backwards
    ? entries.filter((entry) => entry.position < position).toReversed()
    : entries.filter((entry) => entry.position >= position);
}

/** @throws when nothing begins at the position */
export function checkedPosition(position: ReadReq.Options.Position, log: StandInLog): bigint | 'past the end' {
  const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
  if (prepare > commit) throw unknown('Exception was thrown by handler.');
  if (commit > log.last) return 'past the end';
  if (!log.entries.some((entry) => entry.position === commit)) throw badAll();
  return commit;
}

/** From a revision: with what stands there, in both directions. */
function ofStream(from: ReadReq.Options.StreamOptions, held: readonly Entry[], backwards: boolean): readonly Entry[] {
  if (from.hasEnd()) {
    if (!backwards) throw badStream();
    return held.toReversed();
  }
  const revision = from.hasStart() ? 0n : BigInt(from.getRevision());
  return backwards ? held.filter((entry) => entry.revision <= revision).toReversed() : held.filter((entry) => entry.revision >= revision);
}

const messages = (entries: readonly Entry[], options: ReadReq.Options, log: StandInLog): readonly ReadResp[] =>
  entries.map((entry) => messageOf(entry, options.getResolveLinks(), log));

export function messageOf(entry: Entry, resolve: boolean, log: StandInLog): ReadResp {
  const target =
    resolve && isLink(entry) && targetOf(entry, (stream, revision) => log.stream(stream)?.find((held) => held.revision === revision));
  return target ? eventMessage(target, entry) : eventMessage(entry);
}

function streamNotFound(stream: string): ReadResp {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifierOf(stream));
  return new streams.ReadResp().setStreamNotFound(missing);
}
