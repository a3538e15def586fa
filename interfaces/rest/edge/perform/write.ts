import type { AnyCommand, Origin, Outcome } from '../../../../application/pipeline/command.ts';
import type { AskedToWrite } from '../asked.ts';
import type { AnyWrite } from '../operation.ts';
import { actorOf } from '../principal.ts';
import { EdgeRefusal, edgeRefusal } from '../refusals/edge-refusal.ts';
import type { Reply } from '../reply.ts';
import type { Services } from '../services.ts';
import { successStatus } from '../success.ts';
import { afterAppend } from './after-append.ts';
import { runCommands } from './run-commands.ts';

/** The request becomes commands. @throws EdgeRefusal when it cannot */
export async function commandsOf(operation: AnyWrite, asked: AskedToWrite, services: Services): Promise<readonly AnyCommand[]> {
  const made = await operation.command(asked, services);
  if ('refusals' in made) throw new EdgeRefusal(made.refusals);
  return 'decision' in made ? [made] : made;
}

/** The commands are carried out; the answer is what the projection's fold makes of what they appended. @throws EdgeRefusal */
export async function performWrite(
  operation: AnyWrite,
  asked: AskedToWrite,
  commands: readonly AnyCommand[],
  services: Services,
): Promise<Reply> {
  const outcome = await runCommands(commands, originOf(asked), services.bus);
  if (outcome.refusals.length > 0) throw new EdgeRefusal(outcome.refusals);
  const { position } = outcome;
  const status = successStatus(operation);
  const headers = operation.headers?.(asked, commands) ?? {};
  if (operation.answer === null) return { status, headers, position };
  const body = await afterAppend(services.clock, () => answer(operation, asked, outcome, services));
  return { status, headers, body, position };
}

export const originOf = ({ principal, commandId, requestId }: AskedToWrite): Origin => ({
  actor: actorOf(principal),
  commandId,
  correlationId: requestId,
  causationId: null,
});

async function answer(operation: AnyWrite, asked: AskedToWrite, outcome: Outcome, services: Services): Promise<unknown> {
  if ('says' in operation) return operation.says(asked, outcome, services);
  if (!('shows' in operation)) throw new Error(`${operation.id} has an answer and does not say how to make it.`);
  const keys = 'keys' in operation ? operation.keys(asked, outcome) : [operation.key(asked, outcome)];
  const rows = await services.answers.rows(operation.shows.projection, keys, outcome);
  if (rows.includes(null)) throw edgeRefusal('not_found');
  const shown = await operation.shows.present(rows, { ...services, asked });
  return 'keys' in operation ? shown : shown[0];
}
