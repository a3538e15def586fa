import { draft, finished, processOf } from '../../e2e/support/processes.ts';
import { Rest } from '../../e2e/support/rest.ts';
import { until } from '../../e2e/support/until.ts';
import { pageNames, project, publish } from '../../e2e/support/workshop.ts';
import { machine, registration } from '../../interfaces/rest/agent/agent-bench.ts';
import { answeredWith, type Made, type Scene } from '../scene.ts';

interface Farm extends Made {
  readonly seed: string;
}

interface Action {
  readonly action: string;
  readonly task_id: string;
  readonly term: number;
}

/**
 * A farm with an agent that hands back what it claimed, tells of an error, and falls silent over its work: what it says later is refused,
 * and adopted by an operator. It returns, is drained, taken back, and removed.
 */
export async function agents({ ada }: Scene): Promise<void> {
  const made = await ada.post<Farm>('/farms/', { name: 'Mill' });
  const farm = await ada.post<Farm>(`/farm/${made.id}/seed/`);
  const own = { capabilities: ['containers', 'host_commands'], gpus: [{ id: 'GPU-0', name: 'A40', index: 0, ram_total: 48 * 2 ** 30 }] };
  const { id, access_token: token } = await ada.post<Made & { access_token: string }>(
    '/agent/',
    registration(farm, machine(), { over: own }),
  );
  const agent = new Rest(ada.url, `Bearer ${token}`);
  const given = (): Promise<Action> =>
    until('the agent is given something', async () => {
      const { actions } = await agent.get<{ readonly actions: readonly Action[] }>('/agent/actions/?wait=5');
      return actions.find(({ action }) => action === 'start');
    });
  const says = ({ task_id: task, term }: Action, report: object): readonly [string, string, object] => [
    'PATCH',
    `/task/${task}/from-agent/`,
    { term, ...report },
  ];
  const reports = (claim: Action, report: object): Promise<void> => answeredWith(agent, 200, ...says(claim, report));

  const worker = await publish(ada, 'milled', ['true']);
  const { id: corpus } = await project(ada, pageNames(1));
  const started = async (): Promise<string> => {
    const process = await draft(ada, corpus, [{ worker }]);
    await ada.post(`/process/${process.id}/start/`, { farm: farm.id });
    return process.id;
  };

  const erring = await started();
  await reports(await given(), { state: 'pending', cause: 'agent_shutdown' });
  await reports(await given(), { state: 'error', cause: 'image_unavailable', detail: 'no such image' });
  await finished(ada, erring);

  const late = await started();
  const claim = await given();
  await reports(claim, { state: 'running', container: 'c0ffee' });
  await finished(ada, late);
  await answeredWith(agent, 409, ...says(claim, { state: 'completed', exit_code: 0, duration_ms: 5000, log_bytes: 12 }));
  const [report] = await until('the late report is shown', async () => {
    const rows = await ada.all<{ readonly event_id: string }>('/colophon/late-reports/');
    return rows.length > 0 && rows;
  });
  await ada.post(`/colophon/late-report/${report?.event_id}/adopt/`);
  await until('the process is completed after all', async () => (await processOf(ada, late)).state === 'completed');

  await agent.get('/agent/actions/');
  await ada.patch(`/agent/${id}/`, { draining: true });
  await ada.patch(`/agent/${id}/`, { draining: false });
  await answeredWith(ada, 204, 'DELETE', `/agent/${id}/`);
}
