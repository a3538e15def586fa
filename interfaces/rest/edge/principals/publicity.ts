import type { TargetRef } from '../../../../application/ports/identity/memberships.ts';

/** Whether a thing is there and readable by everybody. */
export interface Publicity {
  /** Null: there is no such thing (in the read models as they are now). */
  find(target: TargetRef): Promise<{ readonly public: boolean } | null>;
}
