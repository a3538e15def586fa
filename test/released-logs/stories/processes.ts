import { Orders } from '../../e2e/support/orders.ts';
import { draft, finished, processOf, taskBecomes } from '../../e2e/support/processes.ts';
import { configured, pageNames, project, publishTestWorker } from '../../e2e/support/workshop.ts';
import { until } from '../../e2e/support/until.ts';
import type { Scene } from '../scene.ts';

/**
 * Processes on the agent beside the server: one that is changed as a draft, fails, is restarted in place and run again; one that is
 * stopped in the middle; one of which a task is stopped; one that takes too long.
 */
export async function processes(scene: Scene): Promise<void> {
  const { ada } = scene;
  const orders = new Orders(scene);
  const worker = await publishTestWorker(ada);
  const told = await configured(ada, worker, 'told', { orders: orders.folder });
  const idle = await configured(ada, worker, 'without orders', { careful: true });
  const pages = await project(ada, pageNames(4));

  const { id, runs } = await draft(ada, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
    { worker, configuration: idle, after: [1] },
  ]);
  await ada.patch(`/process/${id}/`, { name: 'First reading' });
  await ada.patch(`/process/${id}/`, { name_contains: 'page', load_children: true, use_cache: true });
  await ada.patch(`/process/workers/${runs[1]}/`, { parents: [] });
  await ada.patch(`/process/workers/${runs[1]}/`, { parents: [runs[0]] });
  await ada.ask('DELETE', `/process/workers/${runs[2]}/`);
  orders.fail('page 2');
  orders.breakDown('page 3');
  await ada.post(`/process/${id}/start/`, { chunks: 2 });
  const failed = (await finished(ada, id)).tasks.find(({ state }) => state === 'failed');
  orders.mend('page 3');
  await ada.patch(`/task/${failed?.id}/`, { state: 'pending' });
  await finished(ada, id);
  await ada.post(`/process/${id}/retry/`);
  await finished(ada, id);

  const held = async (body: object): Promise<string> => {
    const next = await draft(ada, pages.id, [
      { worker, configuration: told },
      { worker, after: [0] },
    ]);
    orders.hold('started');
    await ada.post(`/process/${next.id}/start/`, body);
    await until('its task runs', async () =>
      (await processOf(ada, next.id)).tasks.some(({ depth, state }) => depth === 1 && state === 'running'),
    );
    return next.id;
  };
  const goesOn = async (process: string): Promise<void> => {
    await finished(ada, process);
    orders.goOn('started');
  };

  const stopped = await held({});
  await ada.patch(`/process/${stopped}/`, { state: 'stopping' });
  await goesOn(stopped);

  const partly = await held({});
  const task = (await processOf(ada, partly)).tasks.find(({ depth }) => depth === 1);
  await ada.patch(`/task/${task?.id}/`, { state: 'stopping' });
  await goesOn(partly);

  const slow = await held({ ttl: 1 });
  await taskBecomes(ada, slow, (await processOf(ada, slow)).tasks.find(({ depth }) => depth === 1)?.slug ?? '', 'error');
  await goesOn(slow);
}
