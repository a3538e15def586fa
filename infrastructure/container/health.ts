import { join } from 'node:path';
import type { Container } from 'inversify';
import { agentsCheck } from '../../application/health/agents.ts';
import { blobsCheck } from '../../application/health/blobs.ts';
import type { Check, Finding } from '../../application/health/check.ts';
import { appendCheck, eventStoreCheck } from '../../application/health/event-store.ts';
import { examine } from '../../application/health/examine.ts';
import { followersCheck } from '../../application/health/followers.ts';
import { holesCheck } from '../../application/health/holes.ts';
import { parkedCheck, queueCheck } from '../../application/health/jobs.ts';
import { mailCheck } from '../../application/health/mail.ts';
import type { Readiness } from '../../interfaces/rest/edge/health.ts';
import { backupFolderCheck } from '../health/backup-folder.ts';
import { dataFolderCheck } from '../health/data-folder.ts';
import { databaseCheck } from '../health/database.ts';
import { eventStoreNodesCheck } from '../health/event-store-nodes.ts';
import { nodeCheck } from '../health/node.ts';
import { poolerCheck } from '../health/pooler.ts';
import { settingsCheck } from '../health/settings.ts';
import { tokens } from './tokens.ts';
import { backupFolder } from './upkeep/backup-place.ts';

/** What the program cannot serve without; the database and the store are written to by nobody who only asks. */
function vitalChecks(container: Container): readonly Check[] {
  const metered = container.get(tokens.meteredLog);
  return [
    databaseCheck(container.get(tokens.pool), container.get(tokens.clock)),
    eventStoreCheck({ store: container.get(tokens.store), trouble: () => metered.trouble }),
  ];
}

/** What goes on in the installation as a whole, in whichever program. */
function workChecks(container: Container): readonly Check[] {
  const { agentTimeout } = container.get(tokens.settings);
  const clock = container.get(tokens.clock);
  const following = { followers: container.get(tokens.followers), store: container.get(tokens.store), clock };
  return [
    followersCheck(following, 'projection'),
    holesCheck(container.get(tokens.projections)),
    followersCheck(following, 'reactor'),
    queueCheck({ queue: container.get(tokens.queue), clock }),
    parkedCheck(container.get(tokens.parkedJobs)),
    agentsCheck({ presence: container.get(tokens.presence), clock, agentTimeoutMs: agentTimeout * 1000 }),
  ];
}

export const readiness = (container: Container): Readiness => ({
  check: () => examine(vitalChecks(container), container.get(tokens.clock)),
});

/** What `RetrieveHealth` tells. */
export const health = (container: Container): Readiness => ({
  check: () => examine([...vitalChecks(container), ...workChecks(container)], container.get(tokens.clock)),
});

/** An operator waits longer than a balancer does, to learn whether something is away or only slow. */
const operatorsPatienceMs = 30_000;

/** Everything, as an operator asks for it; one event is written to the log, and one file removed again. */
export function everyCheck(container: Container): Promise<readonly Finding[]> {
  const clock = container.get(tokens.clock);
  const ids = container.get(tokens.ids);
  const { eventStoreUrl, mailUrl } = container.get(tokens.settings);
  const folder = container.get(tokens.dataFolder);
  const checks = [
    nodeCheck(),
    settingsCheck(container.get(tokens.settings)),
    dataFolderCheck(folder),
    backupFolderCheck(backupFolder(container.get(tokens.settings), folder)),
    ...vitalChecks(container),
    poolerCheck(container.get(tokens.pool)),
    ...(eventStoreUrl === undefined ? [] : [eventStoreNodesCheck(eventStoreUrl)]),
    appendCheck({ bus: container.get(tokens.pipeline), ids, clock, trouble: () => container.get(tokens.meteredLog).trouble }),
    blobsCheck({ blobs: container.get(tokens.blobs), ids }),
    mailCheck({ transport: container.get(tokens.mailTransport), byServer: mailUrl !== undefined, folder: join(folder, 'mail') }),
    ...workChecks(container),
  ];
  return examine(checks, clock, operatorsPatienceMs);
}
