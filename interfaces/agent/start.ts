import type { Claim } from './claim.ts';
import { isGone } from './http.ts';
import { CannotPrepare, prepare } from './prepare.ts';
import { report } from './report.ts';
import { startShim } from './runtime.ts';
import type { HostProcess } from './runtime.ts';
import { taskEnvironment } from './task-environment.ts';
import type { Definition } from './wire.ts';

/** Prepares a claim and begins its command. Answers null when it does not come to that; then the server has been told why. */
export async function start(claim: Claim): Promise<HostProcess | null> {
  const { orders, log } = claim;
  try {
    const definition = await claim.persist('prepare the task', orders.any, () => prepared(claim));
    return await begin(claim, definition);
  } catch (error) {
    log.info({ problem: (error as Error).message, order: orders.current }, 'The task is not started.');
    await tell(claim, error);
    return null;
  }
}

async function prepared({ folder, orders, tools, task, term }: Claim): Promise<Definition & { command: string }> {
  orders.any.throwIfAborted();
  const definition = await tools.api.definition(task);
  const { command, image } = definition;
  if (definition.term !== term) throw new CannotPrepare(`The definition is for term ${definition.term}.`);
  if (image && image !== 'host') throw new CannotPrepare(`This agent runs commands on its host, no images such as ${image}.`);
  if (!command) throw new CannotPrepare('The task has no command.');
  await prepare(folder, definition, orders.any);
  return { ...definition, command };
}

async function begin(claim: Claim, definition: Definition & { command: string }): Promise<HostProcess> {
  const { folder, orders, tools } = claim;
  const env = taskEnvironment(definition, { root: folder.root, origin: tools.api.origin }, process.env);
  const shim = await startShim(folder, definition.command, env);
  try {
    orders.any.throwIfAborted();
    folder.save({ process: shim.recorded });
  } catch (error) {
    shim.drop();
    throw error;
  }
  shim.go();
  claim.log.info({ pid: shim.process.pid }, 'Started the task.');
  return shim.process;
}

async function tell(claim: Claim, error: unknown): Promise<void> {
  const { remove } = claim.orders;
  switch (claim.orders.current) {
    case 'stop':
      await report(claim, { state: 'stopped', log_bytes: 0 }, remove);
      break;
    case 'hand_back':
      await report(claim, { state: 'pending', cause: 'agent_shutdown' }, remove);
      break;
    case 'remove':
      break;
    case null:
      if (!isGone(error))
        await report(claim, { state: 'error', cause: 'agent_error', detail: (error as Error).message, log_bytes: 0 }, remove);
  }
}
