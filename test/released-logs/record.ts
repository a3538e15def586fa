// Records a log as a server of this version writes it, with every type of event that it can be made to write:
//
//   node test/released-logs/record.ts test/data/logs/<version>-all-kinds.jsonl
//   node test/released-logs/keep-figures.ts
//
// Takes some minutes, because agents are lost and mails tried again at the server's own pace.
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { readSettings } from '../../infrastructure/config.ts';
import { Program } from '../../infrastructure/container/program.ts';
import { tokens } from '../../infrastructure/container/tokens.ts';
import { quietLog } from '../../interfaces/cli/log.ts';
import { projectPath } from '../e2e/support/command.ts';
import { Server } from '../e2e/support/server.ts';
import { SmtpCatcher } from '../support/smtp-catcher.ts';
import { missingFrom } from './event-types.ts';
import { Ending, type Scene } from './scene.ts';
import { agents } from './stories/agents.ts';
import { health } from './stories/health.ts';
import { mails } from './stories/mails.ts';
import { processes } from './stories/processes.ts';
import { projects } from './stories/projects.ts';
import { workers } from './stories/workers.ts';

const stories: Readonly<Record<string, (scene: Scene) => Promise<void>>> = { projects, workers, processes, agents, mails, health };
const [file] = process.argv.slice(2);
if (!file?.endsWith('.jsonl')) throw new Error('Name the file to write: test/data/logs/<version>-all-kinds.jsonl');

const ending = new Ending();
try {
  const catcher = await SmtpCatcher.start(ending);
  const server = await Server.start(ending, { COLOPHON_MAIL_URL: catcher.url, COLOPHON_AGENT_TIMEOUT: '20' });
  const ada = await server.user('ada@example.org', '--admin');
  for (const [name, story] of Object.entries(stories)) {
    process.stderr.write(`${name}\n`);
    await story({ server, ada, catcher, teardown: (end) => ending.teardown(end) });
  }
  const lines = await linesOf(server);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const missing = missingFrom(lines);
  process.stderr.write(`${lines.length} events. ${missing.length === 0 ? 'Every type is there.' : `Not there: ${missing.join(', ')}`}\n`);
} finally {
  await ending.end();
}

/** Every event, one a line, in the order of the log; names of this machine are replaced. */
async function linesOf({ environment, data }: Server): Promise<readonly string[]> {
  const program = await Program.open(readSettings(environment), quietLog());
  try {
    const { rows } = await program.container
      .get(tokens.pool)
      .query<object>(`select stream, revision, id, type, version, time, data, metadata from log.events order by position`);
    const own: readonly (readonly [string | RegExp, string])[] = [
      [projectPath(), '/opt/colophon'],
      [data, '/var/lib/colophon'],
      [/[^"]*\/colophon-orders-\w+/g, '/srv/orders'],
      [`"hostname":"${hostname()}"`, '"hostname":"press"'],
    ];
    return rows.map((row) => own.reduce<string>((line, [name, other]) => line.replaceAll(name, other), JSON.stringify(row)));
  } finally {
    await program.close();
  }
}
