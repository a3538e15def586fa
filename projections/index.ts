import { activities } from './activities/fold.ts';
import { activityQueue } from './activity-queue/fold.ts';
import { agents } from './agents/fold.ts';
import { artifacts } from './artifacts/fold.ts';
import { corpora } from './corpora/fold.ts';
import { elementPaths } from './element-paths/fold.ts';
import { elementTypes } from './element-types/fold.ts';
import { elements } from './elements/fold.ts';
import type { AnyProjection } from './engine/projection.ts';
import { eventIndex } from './event-index/fold.ts';
import { farms } from './farms/fold.ts';
import { imageServers } from './image-servers/fold.ts';
import { images } from './images/fold.ts';
import { lateReports } from './late-reports/fold.ts';
import { mails } from './mails/fold.ts';
import { processes } from './processes/fold.ts';
import { repositories } from './repositories/fold.ts';
import { revisions } from './revisions/fold.ts';
import { tasks } from './tasks/fold.ts';
import { transcriptions } from './transcriptions/fold.ts';
import { workerConfigurations } from './worker-configurations/fold.ts';
import { workerRuns } from './worker-runs/fold.ts';
import { workerTypes } from './worker-types/fold.ts';
import { workerVersions } from './worker-versions/fold.ts';
import { workers } from './workers/fold.ts';

/** Every read model: what the engine keeps, and what a rebuild makes anew. */
export const allProjections: readonly AnyProjection[] = [
  activities,
  activityQueue,
  agents,
  artifacts,
  corpora,
  elementPaths,
  elementTypes,
  elements,
  eventIndex,
  farms,
  imageServers,
  images,
  lateReports,
  mails,
  processes,
  repositories,
  revisions,
  tasks,
  transcriptions,
  workerConfigurations,
  workerRuns,
  workerTypes,
  workerVersions,
  workers,
];
