import type { sendUnaryData } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { StandInLog } from './log.ts';
import { streamDeleted, wrongVersion } from './rpc-errors.ts';
import { nameOf } from './wire.ts';

/** Hides a stream until it is appended to again. */
export function deleteStream(request: DeleteReq, done: sendUnaryData<DeleteResp>, log: StandInLog): void {
  const stream = nameOf(request.getOptions()?.getStreamIdentifier());
  const error = refused(stream, request.getOptions(), log);
  if (error) return done(error);
  const position = new streams.DeleteResp.Position();
  const at = String(log.deleteSoftly(stream));
  position.setCommitPosition(at);
  position.setPreparePosition(at);
  done(null, new streams.DeleteResp().setPosition(position));
}

/** Ends a stream for ever; one that never was, too. */
export function tombstone(request: TombstoneReq, done: sendUnaryData<TombstoneResp>, log: StandInLog): void {
  const stream = nameOf(request.getOptions()?.getStreamIdentifier());
  if (log.isTombstoned(stream)) return done(streamDeleted(stream));
  const position = new streams.TombstoneResp.Position();
  const at = String(log.tombstone(stream));
  position.setCommitPosition(at);
  position.setPreparePosition(at);
  done(null, new streams.TombstoneResp().setPosition(position));
}

function refused(stream: string, options: DeleteReq.Options | undefined, log: StandInLog): ReturnType<typeof streamDeleted> | null {
  if (log.isTombstoned(stream)) return streamDeleted(stream);
  const expected = options?.hasRevision() ? BigInt(options.getRevision()) : null;
  const verdict = log.judge(stream, expected ?? 'stream_exists', []);
  if (log.limits(stream).softDeleted) return null;
  return verdict.kind === 'wrong' ? wrongVersion(stream, expected ?? -2n, verdict.current) : null;
}
