import { auditOperations } from '../../../../../interfaces/rest/colophon/audit/index.ts';
import { corpusOperations } from '../../../../../interfaces/rest/corpus/index.ts';
import { processOperations } from '../../../../../interfaces/rest/process/index.ts';
import { taskOperations } from '../../../../../interfaces/rest/task/index.ts';
import type { ProcessEvent } from '../../../../../domain/process/events.ts';
import type { TaskEvent } from '../../../../../domain/task/events.ts';
import { inStream } from '../../../../support/folding.ts';
import type { TestScope } from '../../../../support/postgres.ts';
import * as p from '../../../../support/processes.ts';
import { restBench } from '../../../../support/rest-bench.ts';
import * as a from '../../../../support/tasks.ts';

export const processPath = `/process/${p.processId}/`;
export const taskPath = `/task/${a.taskId}/`;
export const agent = { as: `Bearer agent-${a.agentId}` };
export const lost = [a.queued(), a.claimed(), a.started(), a.errored()];
export const failed = [a.queued(), a.claimed(), a.started(), a.failed()];

/**
 * A started process of one task, to which this happened, in a project that ann administers and gus reads; bob has nothing to do with it
 * and root is instance admin.
 */
export async function auditedProcess(t: TestScope, ...events: readonly TaskEvent[]) {
  const bench = await restBench(t, [...auditOperations, ...corpusOperations, ...processOperations, ...taskOperations]);
  const [ann, gus, bob, root] = [bench.person(), bench.person(), bench.person(), bench.person({ admin: true })];
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const corpusId = corpus.id as string;
  await bench.identity.memberships.grant(gus.id, { kind: 'corpus', id: corpusId }, 'guest', 'test');
  const ofProcess = (...history: readonly ProcessEvent[]) => bench.happened(...inStream(`process-${p.processId}`)(...history));
  const ofTask = (...history: readonly TaskEvent[]) => bench.happened(...inStream(`task-${a.taskId}`)(...history));
  await ofProcess(p.created({ corpusId, creatorId: ann.id }), p.added(), p.started());
  await ofTask(a.created({ corpusId }), ...events);
  /** Positions of the events of a type, in order. */
  const positionsOf = async (type: string): Promise<readonly bigint[]> =>
    (await bench.store.readAll(0n, 1000)).events.filter((event) => event.type === type).map(({ position }) => position);
  return { ...bench, ann, gus, bob, root, corpusId, ofProcess, ofTask, positionsOf };
}
