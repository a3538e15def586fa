import type { Actor } from './event.ts';

/** Id of the user who acts; null when a task, an agent or the system does. */
export const userIdOf = (actor: Actor): number | null => (actor.kind === 'user' ? Number(actor.id) : null);
