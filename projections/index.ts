import { corpora } from './corpora/fold.ts';
import { elementPaths } from './element-paths/fold.ts';
import { elementTypes } from './element-types/fold.ts';
import { elements } from './elements/fold.ts';
import { imageServers } from './image-servers/fold.ts';
import { images } from './images/fold.ts';
import { repositories } from './repositories/fold.ts';
import { revisions } from './revisions/fold.ts';
import { transcriptions } from './transcriptions/fold.ts';
import { workerConfigurations } from './worker-configurations/fold.ts';
import { workerTypes } from './worker-types/fold.ts';
import { workerVersions } from './worker-versions/fold.ts';
import { workers } from './workers/fold.ts';
import type { AnyProjection } from './engine/projection.ts';

/** Every read model: what the engine keeps, and what a rebuild makes anew. */
export const allProjections: readonly AnyProjection[] = [
  corpora,
  elementPaths,
  elementTypes,
  elements,
  imageServers,
  images,
  repositories,
  revisions,
  transcriptions,
  workerConfigurations,
  workerTypes,
  workerVersions,
  workers,
];
