import type { Command } from 'commander';
import { findEvent } from '../../../application/audit/find-event.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { eventShape } from '../../rest/colophon/audit/shapes.ts';
import { eventText } from '../audit/event-lines.ts';
import { anId } from '../audit/unknown.ts';
import { printJson, printLine } from '../output/print.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

/** `colophon event show <id|position>`: one event, whole. */
export const showEvent = (events: Command): Command =>
  events
    .command('show <id>')
    .description('show one event by its id or its position')
    .option('--json', 'print it as one JSON object', false)
    .action((text: string, { json }: { readonly json: boolean }) => {
      const isPosition = /^\d{1,18}$/.test(text);
      const wanted = isPosition ? text : anId(text, 'an event');
      return withReadModels(async ({ container }) => {
        const event = await findEvent(container.get(tokens.audit), wanted);
        if (!event && isPosition)
          throw new Problem(`There is no event at position ${text}: the log goes from 1 to ${await container.get(tokens.store).head()}.`);
        if (!event) throw new Problem(`There is no event ${text}. "colophon stream events <stream>" lists those of a stream.`);
        if (json) printJson(eventShape(event));
        else printLine(eventText(event));
      });
    });
