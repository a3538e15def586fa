import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { languages } from '../../ocr-worker/languages.ts';
import { Api } from '../api.ts';
import { failures, jsonReport, textReport } from '../demo/report.ts';
import { results } from '../demo/results.ts';
import { samples } from '../demo/samples.ts';
import { scans } from '../demo/scans.ts';
import { work } from '../demo/work.ts';
import { viewFor } from '../follow/view-for.ts';
import { serverLog } from '../log.ts';
import { Problem } from '../problem.ts';
import { aborted, codeOf, untilSignal } from '../until-signal.ts';

interface Options {
  readonly images?: string;
  readonly truth?: string;
  readonly language: string;
  readonly chunks: string;
  readonly data?: string;
  readonly port?: string;
  readonly json: boolean;
}

const email = 'demo@colophon.localhost';

/** `colophon demo`: from scans to text, on the product's own commands and API. */
export const demo = (cli: Command): Command =>
  cli
    .command('demo')
    .description('start the server and read the text of sample pages, or of scans of your own')
    .option('--images <folder>', 'folder of scans (PNG, JPEG, TIFF) instead of the sample pages')
    .option('--truth <folder>', 'folder with their text (<name>.gt.txt, <name>.txt, PAGE XML); default: the folder of scans')
    .option('--language <code>', `language of the text: ${languages.join(', ')}`, 'eng')
    .option('--chunks <n>', 'tasks at work side by side', '2')
    .option('--data <folder>', 'folder of everything the server keeps (as COLOPHON_DATA)')
    .option('--port <n>', 'port to listen on, 0 = any free one (as COLOPHON_PORT)')
    .option('--json', 'no bars; one JSON object on the last line; ends by itself', false)
    .action(async (options: Options) => {
      const { language, json } = options;
      if (!languages.includes(language as (typeof languages)[number]))
        throw new Problem(`--language: ${language} is not one of ${languages.join(', ')}.`);
      const chunks = Number(options.chunks);
      if (!Number.isInteger(chunks) || chunks < 1 || chunks > 10) throw new Problem('--chunks: give a whole number from 1 to 10.');
      const pages = options.images === undefined ? samples() : await scans(options.images, options.truth);
      const ending = untilSignal();
      // In the environment itself: what tells of settings reads them there.
      if (options.data) process.env.COLOPHON_DATA = options.data;
      if (options.port) process.env.COLOPHON_PORT = options.port;
      const settings = readSettings(process.env);
      const program = await Program.open(settings, serverLog(settings), { toServe: true });
      try {
        const url = await program.serve();
        const token = await demoToken(program);
        const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
        say(`Colophon at ${url}, data in ${program.dataFolder}`);
        const api = new Api(url, token);
        const title = `${options.images === undefined ? 'Sample pages' : options.images}, ${new Date().toISOString().slice(0, 19).replace('T', ' ')}`;
        const worked = await work(api, { pages, language, chunks, title }, viewFor(json ? 'nothing' : process.stdout), say, ending);
        const found = await results(api, worked, language);
        process.stdout.write(
          `${json ? JSON.stringify(jsonReport(worked, found, { url, token })) : textReport(worked, found, { url, token })}\n`,
        );
        if (json) for (const line of failures(found)) say(line);
        if (worked.progress.process.state !== 'completed') process.exitCode = 1;
        if (!json) {
          process.stdout.write('\nThe server goes on; Ctrl-C ends it.\n');
          await aborted(ending);
        }
      } catch (error) {
        if (!ending.aborted) throw error;
        process.exitCode = codeOf(ending);
      } finally {
        await program.close();
      }
    });

async function demoToken(program: Program): Promise<string> {
  const { people, tokens: derived } = program.container.get(tokens.identity);
  const known = await people.byEmail(email);
  const person = known ?? (await people.create({ email, displayName: 'Demo', password: null, admin: true }, 'demo'));
  return derived.userToken(person.id);
}
