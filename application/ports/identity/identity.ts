import type { FarmSeeds } from './farm-seeds.ts';
import type { Memberships } from './memberships.ts';
import type { People } from './people.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

/** Who people, tasks and agents are and what they may: ordinary tables outside the log, because people must be erasable. */
export interface Identity {
  readonly people: People;
  readonly memberships: Memberships;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly farmSeeds: FarmSeeds;
}
