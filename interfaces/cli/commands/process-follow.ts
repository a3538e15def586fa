import { Option, type Command } from 'commander';
import { Api, ApiFailure } from '../api.ts';
import { anId } from '../audit/unknown.ts';
import { follow } from '../follow/follow.ts';
import { viewFor } from '../follow/view-for.ts';
import { Problem } from '../problem.ts';
import { codeOf, untilSignal } from '../until-signal.ts';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly json: boolean;
}

/** `colophon process follow <id>`: a live view of any process; exit code 0 when it completed. */
export const followProcess = (processes: Command): Command =>
  processes
    .command('follow <id>')
    .description('show a process live until it has finished; exit code 0 when it completed')
    .addOption(new Option('--url <address>', 'address of the server').env('COLOPHON_URL').default('http://127.0.0.1:8000'))
    .addOption(new Option('--token <token>', 'token of a user who may read its project').env('COLOPHON_TOKEN'))
    .option('--json', 'print one JSON object at the end, and nothing else', false)
    .action(async (id: string, { url, token, json }: Options) => {
      if (!token)
        throw new Problem('--token: say who you are, by this option or by COLOPHON_TOKEN. "colophon users create" shows a token.');
      if (!/^https?:\/\/./.test(url)) throw new Problem(`--url: ${url} is no address. Give one like http://127.0.0.1:8000.`);
      const processId = anId(id, 'a process');
      const shown = viewFor(json ? 'nothing' : process.stdout);
      const ending = untilSignal();
      const progress = await follow(new Api(url, token), processId, shown, ending).catch((error: unknown) => {
        throw inWords(error, id);
      });

      /** What the server refused, by the argument that was wrong. */
      function inWords(error: unknown, id: string): unknown {
        if (!(error instanceof ApiFailure)) return error;
        if (error.status === 401) return new Problem('--token: the server knows no such token. "colophon users create" shows one.');
        if (error.status !== 404) return error;
        return new Problem(`<id>: there is no process ${id}, or the user of the token may not see its project.`);
      }
      if (progress === null || (ending.aborted && progress.process.finished === null)) {
        process.exitCode = codeOf(ending);
        return;
      }
      const { state, started, finished } = progress.process;
      if (started === null) throw new Problem(`The process ${id} has not been started.`);
      if (json) process.stdout.write(`${JSON.stringify({ process: id, state, finished, activities: progress.activities })}\n`);
      if (state !== 'completed') process.exitCode = 1;
    });
