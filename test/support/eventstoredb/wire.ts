import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Entry, Proposal } from './entry.ts';

const { Event, RecordedEvent } = { Event: streams.ReadResp.ReadEvent, RecordedEvent: streams.ReadResp.ReadEvent.RecordedEvent };
const ticksPerMs = 10_000n;

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export function identifierOf(name: string): StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name, 'utf8'));
  return identifier;
}

export function uuidOf(text: string): UUID {
  const uuid = new shared.UUID();
  uuid.setString(text);
  return uuid;
}

export const textOf = (uuid: UUID | undefined): string => uuid?.getString() ?? '';

interface Message {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export const proposalOf = (message: Message): Proposal => ({
  id: textOf(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

/** What a link points to: `<revision>@<stream>`. */
export function targetOf(link: Entry, find: (stream: string, revision: bigint) => Entry | undefined): Entry | undefined {
  const [revision = '', ...stream] = Buffer.from(link.data).toString().split('@');
  return find(stream.join('@'), BigInt(revision));
}

/** @param link the entry that pointed here, when links are followed */
export function eventMessage(entry: Entry, link?: Entry): ReadResp {
  const event = new Event();
  event.setEvent(recordMessage(entry));
  if (link) event.setLink(recordMessage(link));
  event.setCommitPosition(String((link ?? entry).position));
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
}

function recordMessage({
  id,
  stream,
  revision,
  position,
  type,
  contentType,
  created,
  data,
  metadata,
}: Entry): InstanceType<typeof RecordedEvent> {
  const record = new RecordedEvent();
  record.setId(uuidOf(id));
  record.setStreamIdentifier(identifierOf(stream));
  record.setStreamRevision(String(revision));
  record.setCommitPosition(String(position));
  record.setPreparePosition(String(position));
  record.getMetadataMap().set('type', type).set('content-type', contentType);
  record.getMetadataMap().set('created', String(BigInt(created.getTime()) * ticksPerMs));
  record.setData(data);
  record.setCustomMetadata(metadata);
  return record;
}

export const isLink = ({ type }: Entry): boolean => type === '$>';
