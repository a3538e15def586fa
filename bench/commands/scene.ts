import type { Claimed } from './claims.ts';
import type { Enrolled } from '../serving/enrol.ts';
import { startProcess, type Worker } from '../serving/process.ts';
import { makeProject } from '../serving/project.ts';
import type { Served } from '../serving/serve.ts';

/** How many of each the commands of one run are about. */
export const counts = { pages: 675, tasks: 75, configurations: 75, renames: 75 } as const;
const workers = 8;

/** What a running process is to those who write to it. */
export interface Scene {
  readonly userToken: string;
  readonly agentToken: string;
  /** Tokens of tasks that run. */
  readonly taskTokens: readonly string[];
  readonly pageIds: readonly string[];
  readonly processId: string;
  readonly workerRunId: string;
  readonly workerId: string;
  /** Claims not started yet. */
  readonly claims: readonly Claimed[];
}

/** Two processes over new pages, with their tasks claimed: of one they run, of the other they are to be reported. */
export async function makeScene(
  served: Served,
  agent: Enrolled,
  { workerId, versionId }: Worker,
  imageId: string,
  claim: (count: number) => Promise<readonly Claimed[]>,
): Promise<Scene> {
  const { api, token: userToken } = served;
  const { farmId } = agent;
  const { corpusId, pageIds } = await makeProject(api, 'Bench', imageId, counts.pages);
  const { processId, workerRunId } = await startProcess(api, { corpusId, versionId, farmId, chunks: workers, activities: true });
  const running = await claim(workers);
  await startProcess(api, { corpusId, versionId, farmId, chunks: counts.tasks, activities: false });
  const claims = await claim(counts.tasks);
  const taskTokens = await Promise.all(running.map((claimed) => run(agent, claimed)));
  return { userToken, agentToken: await agent.session.token(), taskTokens, pageIds, processId, workerRunId, workerId, claims };
}

/** Reports a claim running; answers its token. */
async function run({ api }: Enrolled, { task, term }: Claimed): Promise<string> {
  const { env } = await api.definition(task);
  await api.report(task, term, { state: 'running', container: 'bench' });
  const token = env.ARKINDEX_TASK_TOKEN;
  if (!token) throw new Error('The task has no token.');
  return token;
}
