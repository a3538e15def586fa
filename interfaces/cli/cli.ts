import { Command } from 'commander';
import { showAt } from './commands/audit-at.ts';
import { exportBundle } from './commands/audit-export.ts';
import { showKey } from './commands/audit-key.ts';
import { verifyAuditBundle } from './commands/audit-verify.ts';
import { printConfig } from './commands/config-print.ts';
import { backup } from './commands/backup.ts';
import { demo } from './commands/demo.ts';
import { writeDocs } from './commands/docs.ts';
import { doctor } from './commands/doctor.ts';
import { showEvent } from './commands/event-show.ts';
import { createFarmCommand } from './commands/farms-create.ts';
import { copyLog } from './commands/log-copy.ts';
import { verifyLog } from './commands/log-verify.ts';
import { cancelRebuild } from './commands/projections-cancel.ts';
import { dropGeneration } from './commands/projections-drop.ts';
import { listProjections } from './commands/projections-list.ts';
import { pauseRebuild } from './commands/projections-pause.ts';
import { discardParkedCommand } from './commands/parked-discard.ts';
import { listParkedCommand } from './commands/parked-list.ts';
import { replayParkedCommand } from './commands/parked-replay.ts';
import { rebuildProjections } from './commands/projections-rebuild.ts';
import { resumeRebuild } from './commands/projections-resume.ts';
import { rollbackProjection } from './commands/projections-rollback.ts';
import { projectionStatus } from './commands/projections-status.ts';
import { switchProjection } from './commands/projections-switch.ts';
import { verifyProjections } from './commands/projections-verify.ts';
import { followProcess } from './commands/process-follow.ts';
import { restore } from './commands/restore.ts';
import { serve } from './commands/serve.ts';
import { listStreamEvents } from './commands/stream-events.ts';
import { followStream } from './commands/stream-follow.ts';
import { showStream } from './commands/stream-show.ts';
import { trace } from './commands/trace.ts';
import { createUser } from './commands/users-create.ts';
import { explained } from './exit.ts';
import { allCommands, settingsHelp } from './help.ts';

const cli = new Command('colophon')
  .description('Colophon runs document-processing workers over collections of scanned pages.')
  .configureHelp(allCommands)
  .addHelpText('after', () => `\n${settingsHelp()}`);

serve(cli);
demo(cli);
doctor(cli);
createUser(cli.command('users').description('people who use this installation'));
printConfig(cli.command('config').description('settings of this installation'));
createFarmCommand(cli.command('farms').description('groups of agents'));
followProcess(cli.command('process').description('pieces of work'));
const log = cli.command('log').description('the log of events, as a whole');
copyLog(log);
verifyLog(log);
backup(cli);
restore(cli);
const streams = cli.command('stream').description('events of one thing');
showStream(streams);
listStreamEvents(streams);
followStream(streams);
showEvent(cli.command('event').description('single events'));
trace(cli);
const audit = cli.command('audit').description('the past, and proof of it');
showAt(audit);
exportBundle(audit);
verifyAuditBundle(audit);
showKey(audit);
const parked = cli.command('parked').description('jobs that failed for good');
listParkedCommand(parked);
replayParkedCommand(parked);
discardParkedCommand(parked);
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
writeDocs(cli);

try {
  await cli.parseAsync();
  await new Promise<void>((printed) => process.stdout.write('', () => printed())); // a pipe takes it piece by piece
  process.exit();
} catch (error) {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(1);
}
