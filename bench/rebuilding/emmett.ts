import {
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
  type PostgresReadEventMetadata,
} from '@event-driven-io/emmett-postgresql';
import type { ReadEvent } from '@event-driven-io/emmett';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { databaseUrl } from '../database-url.ts';
import type { RebuildSide } from './side.ts';

type TaskFact = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
type TaskDocument = Readonly<Record<string, unknown>>;

const pageSize = 500;
const types = [
  'TaskCreated',
  'TaskQueued',
  'TaskClaimed',
  'TaskStarted',
  'TaskCompleted',
  'TaskFailed',
  'TaskRestarted',
  'LateReportRefused',
] as const;

/** A document per task with what the floor's list shows. */
function evolve(document: TaskDocument, { type, data }: TaskFact): TaskDocument {
  switch (type) {
    case 'TaskCreated':
      return { ...document, processId: data.processId, slug: data.slug, state: 'unscheduled' };
    case 'TaskQueued':
      return { ...document, state: 'pending' };
    case 'TaskClaimed':
      return { ...document, agentId: data.agentId };
    case 'TaskStarted':
      return { ...document, state: 'running' };
    case 'TaskCompleted':
    case 'TaskFailed':
      return { ...document, state: type === 'TaskFailed' ? 'failed' : 'completed', exitCode: data.exitCode };
    case 'TaskRestarted':
      return { ...document, state: data.nextState };
    default:
      return document;
  }
}

/**
 * Emmett's own way: its rebuild of a projection of one document per stream, whole. It reads in the order of transaction and position,
 * for which it has no index: the fixture makes one, so that the page, not the scan, is measured.
 */
export function emmett(address: DatabaseAddress): RebuildSide {
  const projection = pongoSingleStreamProjection({
    collectionName: 'tasks',
    canHandle: [...types],
    initialState: (): TaskDocument => ({}),
    evolve: (document: TaskDocument, event: ReadEvent<TaskFact, PostgresReadEventMetadata>) => evolve(document, event),
  });
  return {
    begin: async () => undefined,
    async advance() {
      const consumer = rebuildPostgreSQLProjections({
        connectionString: databaseUrl(address),
        pulling: { batchSize: pageSize },
        projections: [projection],
      });
      await consumer.start();
      await consumer.close();
    },
  };
}
