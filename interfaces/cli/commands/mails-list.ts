import { InvalidArgumentError, Option, type Command } from 'commander';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { mailStates } from '../../../projections/mails/fold.ts';
import { mailsWhere, type MailFilter } from '../../../projections/mails/queries.ts';
import { mailShapes } from '../../rest/colophon/mails/shapes.ts';
import { anId } from '../audit/unknown.ts';
import { printJson, printTable } from '../output/print.ts';
import { withReadModels } from '../output/with-read-models.ts';

interface Options {
  readonly state?: MailFilter['state'];
  readonly process?: string;
  readonly last: number;
  readonly json: boolean;
}

function atMost(text: string): number {
  const most = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (most >= 1 && most <= 1000) return most;
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
}

/** `colophon mails list`: who was told of the end of a process, and who was not and why. */
export const listMailsCommand = (mails: Command): Command =>
  mails
    .command('list')
    .description('list the mails about processes and what became of them, the newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices(mailStates))
    .option('--process <id>', 'only those about this process')
    .option('--last <n>', 'so many at most', atMost, 100)
    .option('--json', 'print one JSON object per line', false)
    .action(({ state, process, last, json }: Options) => {
      const processId = process === undefined ? undefined : anId(process, 'a process');
      return withReadModels(async ({ container }) => {
        const { people } = container.get(tokens.identity);
        const { instanceName } = container.get(tokens.settings);
        const rows = await mailsWhere(container.get(tokens.db), { state, processId }, null, last);
        const shown = await mailShapes(rows, { people, instanceName });
        if (json) return shown.forEach(printJson);
        printTable(
          ['time', 'state', 'recipient', 'subject', 'attempts', 'reason', 'id'],
          shown.map(({ id, time, ...mail }) => [
            time,
            mail.state,
            mail.recipient ?? '',
            mail.subject ?? '',
            mail.attempts,
            mail.reason ?? '',
            id,
          ]),
          'There are no such mails.',
        );
      });
    });
