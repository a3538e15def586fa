import { streamOf } from '../../domain/kernel/decision.ts';
import { system } from '../../domain/kernel/event.ts';
import { causedCommandId } from '../../domain/kernel/ids.ts';
import type { CommandBus } from '../pipeline/command.ts';
import type { Send } from './reactor.ts';

/** The way in which a reactor sends: command id from the causing event, the event's correlation, the reactor as actor. */
export const sendAs =
  (name: string, bus: CommandBus): Send =>
  (command, cause) =>
    bus.execute(command, {
      actor: system(name),
      commandId: causedCommandId(cause.id, command.decision.name, streamOf(command.decision.aggregate, command.id)),
      correlationId: cause.metadata.correlationId,
      causationId: cause.id,
    });
