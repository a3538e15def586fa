import { streamOf } from '../../domain/kernel/decision.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { CommandBus } from './command.ts';

/**
 * One line in the log for every command that reactors and the like send, as requests have theirs: `debug` when it was carried out, `info`
 * when it was refused. `correlation_id` is the `request_id` of the request that was the first cause, if there was one. What throws is
 * told by whoever sent it.
 */
export const logged = (bus: CommandBus, log: Logger, clock: Clock): CommandBus => ({
  async execute(command, origin) {
    const { actor, commandId, correlationId, causationId } = origin;
    if (actor.kind !== 'system') return bus.execute(command, origin);
    const begun = clock.now().getTime();
    const outcome = await bus.execute(command, origin);
    const { refusals, events } = outcome;
    const line = {
      correlation_id: correlationId,
      command_id: commandId,
      causation_id: causationId,
      actor: `system ${actor.id}`,
      command: command.decision.name,
      target: streamOf(command.decision.aggregate, command.id),
      ms: clock.now().getTime() - begun,
    };
    if (refusals.length > 0) log.info({ ...line, refused: refusals.map(({ code }) => code) }, 'command refused');
    else log.debug({ ...line, events: events.length }, 'command');
    return outcome;
  },
});
