import type { ServerDuplexStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import * as errors from './batch-errors.ts';
import type { Proposal } from './entry.ts';
import type { ExpectedThere } from './expected.ts';
import type { Faults } from './faults.ts';
import type { Answer, StandInLog } from './log.ts';
import { unauthenticated } from './rpc-errors.ts';
import { identifierOf, nameOf, proposalOf, textOf } from './wire.ts';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Pending {
  readonly stream: string;
  readonly expected: ExpectedThere;
  readonly deadline: Date | null;
  readonly events: Proposal[];
}

/** Until when what comes over it waits. */
interface Line {
  late: Promise<void> | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Many appends over one call; each may come in parts, and is answered by the id that its client gave it. */
export function batchAppend(call: Call, log: StandInLog, faults: Faults): void {
  if (faults.refuse === 'everybody unknown') {
    call.emit('error', unauthenticated());
    return;
  }
  const pending = new Map<string, Pending>();
  const line: Line = { late: undefined };
  call.on('error', () => undefined).on('end', () => call.end());
  call.on('data', (part: BatchAppendReq) => {
    const id = textOf(part.getCorrelationId());
    const append = pending.get(id) ?? begun(part);
    if (!append) return;
    pending.set(id, append);
    append.events.push(...part.getProposedMessagesList().map(proposalOf));
    if (!part.getIsFinal()) return;
    pending.delete(id);
    void carryOut(append, line, log, faults).then((result) => {
      if (result && !call.destroyed) call.write(answer(part, append, result));
    });
  });
}

async function carryOut(
  { stream, expected, deadline, events }: Pending,
  line: Line,
  log: StandInLog,
  faults: Faults,
): Promise<Answer | Status | null> {
  if (faults.refuse === 'everybody' || faults.refuse === 'writers') return errors.accessDenied();
  if (deadline && deadline <= new Date()) return errors.timeout();
  if (stream === '' || events.some(({ id, type }) => type === '' || !uuid.test(id))) return errors.badRequest();
  const bytes = events.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + Buffer.byteLength(type), 0);
  if (bytes >= faults.maxAppendBytes) return errors.tooLarge(faults.maxAppendBytes);
  if (faults.takeNotReady()) return errors.saying('Server Is Not Ready');
  if (faults.readOnly) return errors.saying('No leader info available in response');
  const fault = events.length > 0 ? faults.takeAppendFault() : undefined;
  if (fault === 'lost') return null;
  if (fault === 'wrong revision') return errors.wrongVersion(expected, 41n);
  if (events.length > 0 && (fault === 'late' || line.late)) await (line.late = faults.until(line.late));
  const result = log.append(stream, expected, events);
  if (faults.killAfter !== null && stream.startsWith(faults.killAfter)) process.kill(process.pid, 'SIGKILL');
  if (fault === 'unanswered') return null;
  if (fault === 'given up') return errors.timeout();
  if (events.length > 0) await faults.released;
  switch (result.verdict.kind) {
    case 'silence':
      return null;
    case 'deleted':
      return errors.deleted();
    case 'wrong':
      return errors.wrongVersion(result.verdict.expected, result.verdict.current);
    case 'write':
    case 'repeated':
      return result;
  }
}

function begun(part: BatchAppendReq): Pending | null {
  const options = part.getOptions();
  if (!options) return null;
  const deadline = options.getDeadline()?.toDate() ?? null;
  return { stream: nameOf(options.getStreamIdentifier()), expected: expectedOf(options), deadline, events: [] };
}

function expectedOf(options: BatchAppendReq.Options): ExpectedThere {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasNoStream() ? 'no_stream' : BigInt(options.getStreamPosition());
}

function answer(part: BatchAppendReq, { stream }: Pending, result: Answer | Status): BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(part.getCorrelationId());
  response.setStreamIdentifier(identifierOf(stream));
  if (!('verdict' in result)) return response.setError(result);
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(result.position));
  position.setPreparePosition(String(result.position));
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(String(result.revision));
  success.setPosition(position);
  return response.setSuccess(success);
}
