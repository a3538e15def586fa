import type { AnyAggregate, AnyDecision } from './kernel/decision.ts';
import { activityQueue, activityQueueDecisions } from './activity-queue/index.ts';
import { activity, activityDecisions } from './activity/index.ts';
import { agent, agentDecisions } from './agent/index.ts';
import { corpus, corpusDecisions } from './corpus/index.ts';
import { elementBatch, elementBatchDecisions } from './element-batch/index.ts';
import { element, elementDecisions } from './element/index.ts';
import { farm, farmDecisions } from './farm/index.ts';
import { imageServer, imageServerDecisions } from './image-server/index.ts';
import { image, imageDecisions } from './image/index.ts';
import { mail, mailDecisions } from './mail/index.ts';
import { probe, probeDecisions } from './probe/index.ts';
import { process, processDecisions } from './process/index.ts';
import { repository, repositoryDecisions } from './repository/index.ts';
import { results, resultsDecisions } from './results/index.ts';
import { revision, revisionDecisions } from './revision/index.ts';
import { workerType, workerTypeDecisions } from './worker-type/index.ts';
import { workerVersion, workerVersionDecisions } from './worker-version/index.ts';
import { worker, workerDecisions } from './worker/index.ts';
import { task, taskDecisions } from './task/index.ts';

/** Every aggregate with its decisions: where the codec finds the schema of an event, and the documents find the catalogue. */
export const aggregates: readonly { readonly aggregate: AnyAggregate; readonly decisions: readonly AnyDecision[] }[] = [
  { aggregate: activity, decisions: activityDecisions },
  { aggregate: activityQueue, decisions: activityQueueDecisions },
  { aggregate: agent, decisions: agentDecisions },
  { aggregate: farm, decisions: farmDecisions },
  { aggregate: task, decisions: taskDecisions },
  { aggregate: corpus, decisions: corpusDecisions },
  { aggregate: elementBatch, decisions: elementBatchDecisions },
  { aggregate: element, decisions: elementDecisions },
  { aggregate: imageServer, decisions: imageServerDecisions },
  { aggregate: image, decisions: imageDecisions },
  { aggregate: mail, decisions: mailDecisions },
  { aggregate: probe, decisions: probeDecisions },
  { aggregate: process, decisions: processDecisions },
  { aggregate: repository, decisions: repositoryDecisions },
  { aggregate: results, decisions: resultsDecisions },
  { aggregate: revision, decisions: revisionDecisions },
  { aggregate: workerType, decisions: workerTypeDecisions },
  { aggregate: workerVersion, decisions: workerVersionDecisions },
  { aggregate: worker, decisions: workerDecisions },
];
