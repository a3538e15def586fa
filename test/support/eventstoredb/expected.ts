/** What an append, a deletion says of the stream. */
export type ExpectedThere = bigint | 'no_stream' | 'any' | 'stream_exists';

/** What the server says of an append, told by each of its two calls in its own way. */
export type Verdict =
  | { readonly kind: 'write' }
  /** The same events are there: the answer of the first time. */
  | { readonly kind: 'repeated'; readonly revision: bigint }
  | { readonly kind: 'wrong'; readonly expected: ExpectedThere; readonly current: bigint }
  | { readonly kind: 'deleted' }
  /** An exception inside: no answer ever. */
  | { readonly kind: 'silence' };
