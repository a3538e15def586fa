import type { Command } from 'commander';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { traceShape } from '../../rest/colophon/audit/trace-shapes.ts';
import { traceLines } from '../audit/trace-lines.ts';
import { anId } from '../audit/unknown.ts';
import { printJson, printLine } from '../output/print.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

/** `colophon trace <id>`: who decided what, what followed from it, and what was refused. */
export const trace = (cli: Command): Command =>
  cli
    .command('trace <id>')
    .description('show what a decision brought about, and what brought it about, by the id of an event, a command or a request')
    .option('--json', 'print one JSON object {"correlation_id", "root", "others", "truncated"}', false)
    .action((text: string, { json }: { readonly json: boolean }) => {
      const id = anId(text, 'an event, a command or a request');
      return withReadModels(async ({ container }) => {
        const found = await container.get(tokens.audit).traces.of(id);
        if (!found)
          throw new Problem(
            `Nothing is known of ${id}. The X-Request-Id of an answer leads to what it changed; "colophon stream events <stream>" lists events.`,
          );
        if (json) printJson(traceShape(found));
        else for (const line of traceLines(found)) printLine(line);
      });
    });
