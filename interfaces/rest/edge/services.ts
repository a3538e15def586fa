import type { Kysely } from 'kysely';
import type { Audit } from '../../../application/audit/audit.ts';
import type { AgentDesk } from '../../../application/dispatch/agent-desk.ts';
import type { Waiting } from '../../../application/dispatch/waiting.ts';
import type { Parking } from '../../../application/jobs/parking.ts';
import type { CommandBus } from '../../../application/pipeline/command.ts';
import type { Blobs } from '../../../application/ports/blobs.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Identity } from '../../../application/ports/identity/identity.ts';
import type { Ids } from '../../../application/ports/ids.ts';
import type { LiveClaims } from '../../../application/ports/live-claims.ts';
import type { Look } from '../../../application/ports/look/look.ts';
import type { Presence } from '../../../application/ports/presence.ts';
import type { ShownSetting } from '../../../application/ports/shown-setting.ts';
import type { RemovedAgents } from '../../../application/ports/removed-agents.ts';
import type { TaskDefinitions } from '../../../application/tasks/definition.ts';
import type { Upkeep } from '../../../application/upkeep/upkeep.ts';
import type { UpkeepWorks } from '../../../application/upkeep/work.ts';
import type { CurrentRows } from '../../../projections/engine/current-rows.ts';
import type { ProjectionsAdmin } from '../../../projections/engine/admin/projections-admin.ts';
import type { Tables } from '../../../projections/tables.ts';
import type { AnswerRows } from './answer-rows.ts';
import type { LoginAttempts } from './principals/login-attempts.ts';
import type { Readiness } from './health.ts';
import type { Publicity } from './principals/publicity.ts';

/** What operations may reach besides their request: ports only. Add a line for a port that an operation needs. */
export interface Services {
  readonly db: Kysely<Tables>;
  /** Rows by key, as the log has them now. */
  readonly current: CurrentRows;
  readonly look: Look;
  readonly bus: CommandBus;
  readonly answers: AnswerRows;
  readonly identity: Identity;
  readonly liveClaims: LiveClaims;
  readonly removedAgents: RemovedAgents;
  readonly publicity: Publicity;
  readonly blobs: Blobs;
  readonly desk: AgentDesk;
  readonly waiting: Waiting;
  readonly presence: Presence;
  readonly definitions: TaskDefinitions;
  readonly audit: Audit;
  readonly parking: Parking;
  /** Long works on the installation as a whole, and what of them can be asked for. */
  readonly upkeep: Upkeep;
  readonly upkeepWorks: UpkeepWorks;
  readonly projections: ProjectionsAdmin;
  /** Looks at the installation as a whole. */
  readonly health: Readiness;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The server's own; not to be brought in. */
  readonly logins: LoginAttempts;
  /** What this node runs with, as it may be shown. */
  readonly settings: () => readonly ShownSetting[];
  /** What mails call this installation. */
  readonly instanceName: string;
  /** Name of the cookie that guards browser sessions. */
  readonly csrfCookie: string;
  /** Whose pages may call the API with credentials, besides our own; not to be brought in. */
  readonly corsOrigins: readonly string[];
}

/** What the server is given; the rest it makes itself. */
export type GivenServices = Omit<Services, 'logins' | 'corsOrigins'>;
