import type { Actor } from '../../../domain/kernel/event.ts';

export interface FarmsLook {
  /** The farm asked for, or the default one when none is; null when there is none, or the actor is no guest of it. */
  usable(farmId: string | null, actor: Actor): Promise<string | null>;
  /** Whether a farm has this name. */
  taken(name: string): Promise<boolean>;
}
