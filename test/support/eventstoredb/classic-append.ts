import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Proposal } from './entry.ts';
import type { ExpectedThere } from './expected.ts';
import type { Faults } from './faults.ts';
import type { Answer, StandInLog } from './log.ts';
import { denied, notReady, streamDeleted, tooLarge, unknown } from './rpc-errors.ts';
import { nameOf, proposalOf } from './wire.ts';

type Call = ServerReadableStream<AppendReq, AppendResp>;

/** One append in one call: what the library uses for calls with credentials of their own. */
export function classicAppend(call: Call, done: sendUnaryData<AppendResp>, log: StandInLog, faults: Faults): void {
  let options: AppendReq.Options | undefined;
  const events: Proposal[] = [];
  call.on('data', (part: AppendReq) => {
    if (part.hasOptions()) options = part.getOptions();
    const message = part.getProposedMessage();
    if (message) events.push(proposalOf(message));
  });
  call.on('end', () => {
    const stream = nameOf(options?.getStreamIdentifier());
    const bytes = events.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + Buffer.byteLength(type), 0);
    if (faults.refuse !== 'nobody') return done(denied());
    if (faults.takeNotReady()) return done(notReady());
    if (stream === '' || events.some(({ type }) => type === '')) return done(unknown('Exception was thrown by handler.'));
    if (bytes >= faults.maxAppendBytes) return done(tooLarge(faults.maxAppendBytes));
    const expected = options ? expectedOf(options) : 'any';
    const answer = log.append(stream, expected, events);
    if (answer.verdict.kind === 'silence') return;
    if (answer.verdict.kind === 'deleted') return done(streamDeleted(stream));
    done(null, response(answer));
  });
}

function expectedOf(options: AppendReq.Options): ExpectedThere {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasNoStream() ? 'no_stream' : BigInt(options.getRevision());
}

function response({ verdict, revision, position }: Answer): AppendResp {
  const message = new streams.AppendResp();
  if (verdict.kind === 'wrong') return message.setWrongExpectedVersion(wrong(verdict.expected, verdict.current));
  const at = new streams.AppendResp.Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  const success = new streams.AppendResp.Success();
  success.setCurrentRevision(String(revision));
  success.setPosition(at);
  return message.setSuccess(success);
}

function wrong(expected: ExpectedThere, current: bigint): AppendResp.WrongExpectedVersion {
  const details = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0n) details.setCurrentNoStream(new shared.Empty());
  else details.setCurrentRevision(String(current));
  if (expected === 'any') details.setExpectedAny(new shared.Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new shared.Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new shared.Empty());
  else details.setExpectedRevision(String(expected));
  return details;
}
