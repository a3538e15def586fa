import type { Person } from './people.ts';

/** Browser sessions: 30 days, ended by logging out. */
export interface Sessions {
  /** Secret of a new session, for the cookie; only its digest is kept. */
  open(userId: number): Promise<{ readonly secret: string; readonly expires: Date }>;
  personOf(secret: string): Promise<Person | null>;
  close(secret: string): Promise<void>;
}
