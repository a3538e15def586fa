/** What stands in the log of the stand-in: an event, or an entry of the server itself. */
export interface Entry {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Where it begins in the file: bytes. */
  readonly position: bigint;
  readonly created: Date;
}

/** An event as a client proposes it. */
export type Proposal = Pick<Entry, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** What it takes in the file. */
export const sizeOf = ({ data, metadata, type, stream }: Pick<Entry, 'data' | 'metadata' | 'type' | 'stream'>): number =>
  data.length + metadata.length + Buffer.byteLength(type) + Buffer.byteLength(stream) + 90;

export const jsonOf = ({ data }: Pick<Entry, 'data'>): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(Buffer.from(data).toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};
