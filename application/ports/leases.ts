/**
 * Who may do what only one may do at a time (lead the reactors, be this runner).
 *
 *   tryAcquire ──► Lease ──► release()        somebody else may acquire it at once
 *                    └────► onLost()          the holder's connection is gone: it must stop what it leads
 *
 * A lease ends with its holder, however that died. Correctness never depends on it: what leaders do is idempotent.
 */
export interface Lease {
  readonly name: string;
  release(): Promise<void>;
}

export interface Leases {
  /** Null while somebody else holds it. `onLost` is called at most once, never after `release`. */
  tryAcquire(name: string, onLost: () => void): Promise<Lease | null>;
  /** Whether anybody holds it now. */
  isHeld(name: string): Promise<boolean>;
}
