import type { AnyCommand, CommandBus, Origin, Outcome } from '../../../../application/pipeline/command.ts';
import { streamOf } from '../../../../domain/kernel/decision.ts';

/**
 * Runs commands in order under one id; the first that is refused ends it. What came before stays: a repetition finds it done.
 * Their streams must differ, because a stream that holds a command's id has carried that command out.
 */
export async function runCommands(commands: readonly AnyCommand[], origin: Origin, bus: CommandBus): Promise<Outcome> {
  const streams = commands.map(({ decision, id }) => streamOf(decision.aggregate, id));
  if (new Set(streams).size < streams.length) throw new Error(`Two commands of one request go to the same stream: ${streams.join(', ')}.`);
  let all: Outcome = { refusals: [], events: [], position: 0n };
  for (const command of commands) {
    const outcome = await bus.execute(command, origin);
    const position = outcome.position > all.position ? outcome.position : all.position;
    all = { refusals: outcome.refusals, events: [...all.events, ...outcome.events], position };
    if (outcome.refusals.length > 0) break;
  }
  return all;
}
