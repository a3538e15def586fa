import type { Command } from 'commander';
import { cancelRebuild } from '../commands/projections-cancel.ts';
import { dropGeneration } from '../commands/projections-drop.ts';
import { listProjections } from '../commands/projections-list.ts';
import { pauseRebuild } from '../commands/projections-pause.ts';
import { projectionStatus } from '../commands/projections-status.ts';
import { rebuildProjections } from '../commands/projections-rebuild.ts';
import { resumeRebuild } from '../commands/projections-resume.ts';
import { rollbackProjection } from '../commands/projections-rollback.ts';
import { switchProjection } from '../commands/projections-switch.ts';
import { verifyProjections } from '../commands/projections-verify.ts';

export function projectionsCommands(cli: Command): void {
  const projections = cli.command('projections').description('tables that people read');
  listProjections(projections);
  projectionStatus(projections);
  rebuildProjections(projections);
  pauseRebuild(projections);
  resumeRebuild(projections);
  cancelRebuild(projections);
  verifyProjections(projections);
  switchProjection(projections);
  rollbackProjection(projections);
  dropGeneration(projections);
}
