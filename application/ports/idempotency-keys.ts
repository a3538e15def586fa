/** Which request a client's `Idempotency-Key` was first used for: kept for 7 days, also over restarts. */
export interface IdempotencyKeys {
  /**
   * When the key was first used in this scope for this request (`digest`): now, or up to 7 days ago. Null when in that time it was used
   * for another. `scope` is the principal, or the worker run of a task.
   */
  claim(scope: string, key: string, digest: string): Promise<Date | null>;
}
