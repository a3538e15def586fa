import type { Kysely } from 'kysely';
import { claimsLook } from '../../application/tasks/claims-look.ts';
import type { Blobs } from '../../application/ports/blobs.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Identity } from '../../application/ports/identity/identity.ts';
import type { Look } from '../../application/ports/look/look.ts';
import type { ReadSide } from '../../application/ports/read-side.ts';
import { activitiesLook } from '../../projections/activities/look.ts';
import { agentsLook } from '../../projections/agents/look.ts';
import { corporaLook } from '../../projections/corpora/look.ts';
import { elementsLook } from '../../projections/elements/look.ts';
import type { CurrentRows } from '../../projections/engine/current-rows.ts';
import { farmsLook } from '../../projections/farms/look.ts';
import { imagesLook } from '../../projections/images/look.ts';
import { lateReportsLook } from '../../projections/late-reports/look.ts';
import { processesLook } from '../../projections/processes/look.ts';
import type { Tables } from '../../projections/tables.ts';
import { workersLook } from '../../projections/workers/look.ts';
import { uploadsLook } from '../images/uploads.ts';
import type { Settings } from '../settings.ts';

interface LookDeps {
  readonly db: Kysely<Tables>;
  readonly current: CurrentRows;
  readonly identity: Identity;
  readonly blobs: Blobs;
  readonly settings: Settings;
  readonly readSide: ReadSide;
  readonly store: EventStore;
}

/** Every question that decisions may ask, answered by the read models, the identity tables and the blobs. */
export const everyLook = ({ db, current, identity, blobs, settings, readSide, store }: LookDeps): Look => ({
  activities: activitiesLook(current),
  agents: agentsLook(db),
  claims: claimsLook(store),
  corpora: corporaLook(current),
  elements: elementsLook({ db, current, store, readSide }),
  farms: farmsLook(db, identity),
  images: imagesLook(current),
  lateReports: lateReportsLook(db),
  limits: { maxChunks: settings.processMaxChunks, maximumTtl: settings.tasksMaximumTtl },
  processes: processesLook(db),
  uploads: uploadsLook(blobs),
  workers: workersLook(db, current),
  /** What other programs wrote may have come without a notice as yet: it is in the tables now. */
  async caughtUp() {
    await readSide.caughtUp();
    current.forget();
  },
});
