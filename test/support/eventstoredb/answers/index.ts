import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Test } from 'tap';
import { appends } from './appends.ts';
import { deletions } from './deletions.ts';
import { faults } from './faults.ts';
import { reads } from './reads.ts';
import { repetitions } from './repetitions.ts';
import { subscriptions } from './subscriptions.ts';

/** What a server and the library answer together: shown on the real server, and on the one that stands in for it. */
export async function answers(t: Test, client: EventStoreDBClient): Promise<void> {
  for (const [name, cases] of Object.entries({ appends, repetitions, reads, subscriptions, deletions, faults }))
    await t.test(name, (group) => cases(group, client));
}
