/** Which request a client's `Idempotency-Key` was first used for: kept for 7 days, also over restarts. */
export interface IdempotencyKeys {
  /**
   * True when the key is new in this scope or was used for the same request (`digest`) before; false when it was used for another.
   * `scope` is the principal, or the worker run of a task.
   */
  claim(scope: string, key: string, digest: string): Promise<boolean>;
}
