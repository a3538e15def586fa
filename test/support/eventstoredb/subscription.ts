import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { sizeOf, type Entry } from './entry.ts';
import { filterOf } from './filter.ts';
import type { StandInLog } from './log.ts';
import { checkedPosition, messageOf } from './read.ts';
import { tooSlow } from './rpc-errors.ts';
import { nameOf } from './wire.ts';

/** What a live subscriber may be behind: places at the server, and bytes on the way. Past both it is dropped. */
const places = 64;
const windowBytes = 64 * 1024;

/**
 * Confirmation ─► what is there already ─► caught up, once ─► what comes. One that is live and given more at once than fits on the way
 * to it is dropped. @throws errors of the call
 */
export function subscribe(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options, log: StandInLog): () => void {
  const filter = filterOf(options);
  const stream = options.hasStream() ? nameOf(options.getStream()?.getStreamIdentifier()) : null;
  const after = beginOf(options, log);
  const own = (entry: Entry): boolean => (stream === null ? filter.matches(entry) : entry.stream === stream);
  let scanned = 0;
  let caughtUp = false;
  const give = (entry: Entry): void => {
    if (own(entry)) call.write(messageOf(entry, options.getResolveLinks(), log));
    scanned++;
    if (filter.checkpointEvery > 0 && scanned % filter.checkpointEvery === 0) call.write(checkpoint(entry.position));
  };
  const catchUp = (): void => {
    if (caughtUp) return;
    caughtUp = true;
    call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
  };

  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(randomUUID());
  call.write(new streams.ReadResp().setConfirmation(confirmation));
  for (const entry of log.entries.filter(({ position }) => position > after)) give(entry);
  const isThere = stream === null || log.entries.some((entry) => entry.stream === stream);
  if (isThere) catchUp();

  return log.onAppend((entries) => {
    const fitting = fits(entries.filter(own));
    for (const entry of entries) {
      if (own(entry) && fitting.shift() === undefined) {
        call.emit('error', tooSlow());
        return;
      }
      give(entry);
    }
    if (entries.some(own)) catchUp();
  });
}

/** As many of what comes at once as there is room for. */
function fits(entries: readonly Entry[]): Entry[] {
  let bytes = 0;
  return entries.filter((entry, index) => {
    bytes += sizeOf(entry);
    return index < places || bytes <= windowBytes;
  });
}

/** What comes must lie behind this. A position past the end counts as the end. */
function beginOf(options: ReadReq.Options, log: StandInLog): bigint {
  const all = options.getAll();
  if (all?.hasPosition()) {
    const position = checkedPosition(all.getPosition()!, log);
    return position === 'past the end' ? log.last : position;
  }
  const stream = options.getStream();
  if (stream?.hasRevision()) {
    const [name, revision] = [nameOf(stream.getStreamIdentifier()), BigInt(stream.getRevision())];
    return log.entries.find((entry) => entry.stream === name && entry.revision === revision)?.position ?? log.last;
  }
  return all?.hasEnd() || stream?.hasEnd() ? log.last : -1n;
}

function checkpoint(position: bigint): ReadResp {
  const message = new streams.ReadResp.Checkpoint();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(message);
}
