import type { ActivitiesLook } from './activities.ts';
import type { AgentsLook } from './agents.ts';
import type { ClaimsLook } from './claims.ts';
import type { CorporaLook } from './corpora.ts';
import type { ElementsLook } from './elements.ts';
import type { FarmsLook } from './farms.ts';
import type { ImagesLook } from './images.ts';
import type { LateReportsLook } from './late-reports.ts';
import type { Limits } from './limits.ts';
import type { ProcessesLook } from './processes.ts';
import type { UploadsLook } from './uploads.ts';
import type { WorkersLook } from './workers.ts';

/**
 * Questions that decisions ask of the read side, grouped by what they ask about. A positive answer may be stale; an answer that
 * would lead to a refusal ("not found", "empty", "not ready") is asked for again once after `caughtUp` (the second look).
 */
export interface Look {
  readonly activities: ActivitiesLook;
  readonly agents: AgentsLook;
  readonly claims: ClaimsLook;
  readonly corpora: CorporaLook;
  readonly elements: ElementsLook;
  readonly farms: FarmsLook;
  readonly images: ImagesLook;
  readonly lateReports: LateReportsLook;
  /** Bounds that this server is configured with. */
  readonly limits: Limits;
  readonly processes: ProcessesLook;
  readonly uploads: UploadsLook;
  readonly workers: WorkersLook;
  /** Resolves once the read models hold everything the log held when asked. @throws ReadSideBehind after the bound */
  caughtUp(): Promise<void>;
}

/** Asks once more, after the read models have caught up, when the first answer is a disappointment. */
export async function secondLook<Answer>(
  look: Look,
  ask: () => Promise<Answer>,
  disappoints: (answer: Answer) => boolean,
): Promise<Answer> {
  const first = await ask();
  if (!disappoints(first)) return first;
  await look.caughtUp();
  return ask();
}
