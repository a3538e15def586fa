import type { Readable } from 'node:stream';

/** The buckets of the domain (logs, artifacts, uploads …): a key is unique inside one. */
export const buckets = ['ponos-logs', 'ponos-artifacts', 'staging', 'training', 'export', 'thumbnails', 'images'] as const;
export type Bucket = (typeof buckets)[number];

export interface BlobRef {
  readonly bucket: Bucket;
  /** Relative path with `/`; never empty, `.` or `..` segments. */
  readonly key: string;
}

/** An object as a list of all shows it. */
export type Listed = BlobRef & { readonly size: number };

export interface BlobInfo {
  readonly size: number;
  readonly etag: string;
  readonly modified: Date;
}

/** What a signed URL permits. */
export interface Permit extends BlobRef {
  readonly method: 'GET' | 'PUT';
  readonly expiresAt: Date;
  /** For PUT: the exact number of bytes announced; null = up to the server's limit. */
  readonly size: number | null;
}

/** Bytes beside the log: the log holds only their key, size and hash. */
export interface Blobs {
  /** Writes the whole object (replacing one that is there) and resolves once it is complete and durable. */
  put(ref: BlobRef, content: Readable | Uint8Array): Promise<BlobInfo>;
  /** The object or a byte range of it; null when it does not exist. */
  get(ref: BlobRef, range?: { readonly start: number; readonly end: number }): Promise<Readable | null>;
  info(ref: BlobRef): Promise<BlobInfo | null>;
  /** Removes the object; nothing happens when it does not exist. */
  remove(ref: BlobRef): Promise<void>;
  /** Every object, in no order that counts; what comes or goes meanwhile may be among them or not. */
  all(): AsyncIterable<Listed>;
  /** Absolute URL under `baseUrl` (the host through which the request came) that permits this until then. */
  signedUrl(permit: Permit, baseUrl: string): string;
  /** What a URL of ours permits (the size announced, null = any); null when its signature does not fit or its time is over. */
  verify(permit: Omit<Permit, 'expiresAt' | 'size'>, query: URLSearchParams, now: Date): { readonly size: number | null } | null;
}

/** How long signed URLs permit: an hour for reading, logs and artifacts, a day for uploads by people. */
export const permitFor = {
  read: 3_600_000,
  taskUpload: 3_600_000,
  upload: 86_400_000,
} as const;
