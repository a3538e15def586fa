import type { TargetKind } from '../../../application/ports/identity/memberships.ts';
import type { Person } from '../../../application/ports/identity/people.ts';
import type { DomainEvent, Recorded } from '../../../domain/kernel/event.ts';
import { streamId } from '../../../projections/engine/stream-id.ts';
import type { Services } from '../edge/services.ts';

const kinds: Readonly<Record<string, TargetKind>> = { WorkerCreated: 'worker', RepositoryAdded: 'repository' };

/**
 * Makes a person the administrator of the workers and repositories that came to be by these events. They have natural keys, so who
 * comes second finds them there: the right is given only after the log has said who was first. A repetition gives it again.
 */
export async function foundedBy(person: Person, events: readonly Recorded<DomainEvent>[], { identity }: Services): Promise<void> {
  for (const event of events) {
    const kind = kinds[event.type];
    if (kind) await identity.memberships.grant(person.id, { kind, id: streamId(event) }, 'admin', String(person.id));
  }
}
