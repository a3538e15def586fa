import type { Command } from 'commander';
import { streamState } from '../../../application/audit/stream-state.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { indented } from '../audit/event-lines.ts';
import { noSuchStream } from '../audit/unknown.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';

/** `colophon stream show <stream>`: what the events of a stream amount to now. */
export const showStream = (streams: Command): Command =>
  streams
    .command('show <stream>')
    .description('show the state of a stream, e.g. task-<id>: what its next decision goes by')
    .option('--json', 'print one JSON object {"stream", "revision", "position", "time", "state"}', false)
    .action((name: string, { json }: { readonly json: boolean }) =>
      withProgram(async ({ container }) => {
        const found = streamState(await container.get(tokens.store).readStream(name));
        if (!found) throw noSuchStream(name);
        const { stream, revision, position, time, state } = found;
        if (json) return printJson(found);
        printLine(`${stream}, revision ${revision}, position ${position}, last changed at ${time.toISOString()}`);
        printLine(indented(state));
      }),
    );
