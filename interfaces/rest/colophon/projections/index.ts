import type { AnyOperation } from '../../edge/operation.ts';
import { cancelRebuild } from './cancel-rebuild.ts';
import { dropGeneration } from './drop-generation.ts';
import { listProjections } from './list-projections.ts';
import { pauseRebuild } from './pause-rebuild.ts';
import { rebuildProjection } from './rebuild-projection.ts';
import { resumeRebuild } from './resume-rebuild.ts';
import { rollbackProjection } from './rollback-projection.ts';
import { switchProjection } from './switch-projection.ts';
import { verifyProjection } from './verify-projection.ts';

export const projectionOperations: readonly AnyOperation[] = [
  listProjections,
  rebuildProjection,
  pauseRebuild,
  resumeRebuild,
  cancelRebuild,
  verifyProjection,
  switchProjection,
  rollbackProjection,
  dropGeneration,
];
