/** A request that is to be sent. */
export interface Shot {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  /** Value of the header `Authorization`; null: none. */
  readonly authorization: string | null;
  /** JSON. */
  readonly body: string;
}

/** Requests to one server, each at its time, whatever became of those before. */
export interface Volley {
  readonly url: string;
  readonly shots: readonly Shot[];
  /** Milliseconds from the start, ascending, one per shot. */
  readonly at: readonly number[];
}

/** What became of a shot. */
export interface Hit {
  /** Milliseconds from the time at which it was to be sent to the last byte of its answer. */
  readonly ms: number;
  readonly status: number;
  /** The answer's text, where it is a refusal. */
  readonly refusal: string | null;
}
