import { InvalidArgumentError, type Command } from 'commander';
import { subscribe } from '../../../application/log/subscription.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { eventShape } from '../../rest/colophon/audit/shapes.ts';
import { eventLine, indented } from '../audit/event-lines.ts';
import { isNameOfStream, noSuchStream } from '../audit/unknown.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';
import { codeOf, untilSignal } from '../until-signal.ts';

interface Options {
  readonly after?: bigint;
  readonly data: boolean;
  readonly json: boolean;
}

function position(text: string): bigint {
  if (/^\d{1,19}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError('It is a position of the log: 0 for its beginning.');
}

/** `colophon stream follow [stream]`: what happens, as it happens. */
export const followStream = (streams: Command): Command =>
  streams
    .command('follow [stream]')
    .description('show events as they happen, of one stream or of all, until Ctrl-C')
    .option('--after <position>', 'begin after this position of the log, 0 = from its beginning (default: now)', position)
    .option('--data', 'show what each event says', false)
    .option('--json', 'print one JSON object per event, whole', false)
    .action((name: string | undefined, { after, data, json }: Options) =>
      withProgram(async ({ container }) => {
        const ending = untilSignal();
        const store = container.get(tokens.store);
        const options = { after: after ?? (await store.head()), clock: container.get(tokens.clock), signal: ending };
        if (name !== undefined && (await store.readStream(name, 0, 1)).length === 0) {
          if (!isNameOfStream(name)) throw noSuchStream(name);
          process.stderr.write(`There is no stream ${name} yet: its first event is waited for.\n`);
        }
        if (!json) process.stderr.write(`Following ${name ?? 'the whole log'} after position ${options.after}; Ctrl-C ends it.\n`);
        for await (const { events } of subscribe(store, options))
          for (const event of events) {
            if (name !== undefined && event.stream !== name) continue;
            if (json) printJson(eventShape(event));
            else printLine(data ? `${eventLine(event)}\n${indented(event.data)}` : eventLine(event));
          }
        process.exitCode = codeOf(ending);
      }),
    );
