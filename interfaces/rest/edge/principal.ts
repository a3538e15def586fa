import type { Position } from '../../../application/ports/event-store.ts';
import type { Actor } from '../../../domain/kernel/event.ts';
import type { Person } from '../../../application/ports/identity/people.ts';

export interface Nobody {
  readonly kind: 'nobody';
}

export interface UserPrincipal {
  readonly kind: 'user';
  readonly person: Person;
  /** The session's secret when a cookie proved it, else null (token). */
  readonly session: string | null;
}

/** A task acts in the name of its process's creator, cut down to what tasks may do. */
export interface TaskPrincipal {
  readonly kind: 'task';
  readonly taskId: string;
  readonly term: number;
  readonly processId: string;
  readonly workerRunId: string | null;
  readonly creator: Person | null;
  readonly live: boolean;
  /** Position of its claim. */
  readonly claimed: Position;
  readonly endedAt: Date | null;
}

export interface AgentPrincipal {
  readonly kind: 'agent';
  readonly agentId: string;
}

/** Who is asking (api.md §1.8). */
export type Principal = Nobody | UserPrincipal | TaskPrincipal | AgentPrincipal;

/** How a principal is named in the log of the program: by id, never by name or address. */
export function nameOf(principal: Principal): string | null {
  switch (principal.kind) {
    case 'nobody':
      return null;
    case 'user':
      return `user ${principal.person.id}`;
    case 'task':
      return `task ${principal.taskId}`;
    case 'agent':
      return `agent ${principal.agentId}`;
  }
}

/** The person in whose name a principal acts; agents and nobody act in no person's. */
export const personOf = (principal: Principal): Person | null => {
  if (principal.kind === 'user') return principal.person;
  return principal.kind === 'task' ? principal.creator : null;
};

/** How the log names a principal. Nobody can write only what registers somebody (agents). */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'user':
      return { kind: 'user', id: String(principal.person.id) };
    case 'task':
      return { kind: 'task', id: principal.taskId };
    case 'agent':
      return { kind: 'agent', id: principal.agentId };
    case 'nobody':
      return { kind: 'system', id: 'anonymous' };
  }
}
