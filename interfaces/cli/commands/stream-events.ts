import { InvalidArgumentError, type Command } from 'commander';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { eventShape } from '../../rest/colophon/audit/shapes.ts';
import { eventRow } from '../audit/event-lines.ts';
import { noSuchStream } from '../audit/unknown.ts';
import { printJson, printTable } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';

interface Options {
  readonly from: number;
  readonly json: boolean;
}

function revision(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a revision: 0 for the first event, then 1, 2, …');
}

/** `colophon stream events <stream>`: everything that happened there. */
export const listStreamEvents = (streams: Command): Command =>
  streams
    .command('events <stream>')
    .description('list the events of a stream in order')
    .option('--from <revision>', 'begin with this revision', revision, 0)
    .option('--json', 'print one JSON object per event, whole', false)
    .action((name: string, { from, json }: Options) =>
      withProgram(async ({ container }) => {
        const events = await container.get(tokens.store).readStream(name, from);
        if (events.length === 0 && (await container.get(tokens.store).readStream(name)).length === 0) throw noSuchStream(name);
        if (json) for (const event of events) printJson(eventShape(event));
        else
          printTable(
            ['revision', 'position', 'time', 'type', 'actor'],
            events.map(eventRow),
            `Nothing stands there from revision ${from} on.`,
          );
      }),
    );
