import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { test } from 'tap';
import { settingsSchema, variableOf } from '../../../infrastructure/settings.ts';
import { allCommands, settingsHelp } from '../../../interfaces/cli/help.ts';

const main = fileURLToPath(new URL('../../../interfaces/cli/main.ts', import.meta.url));

/** A program with commands at several depths. */
function program(): Command {
  const cli = new Command('print').configureHelp(allCommands);
  cli.command('serve').description('answer').option('--quiet');
  const press = cli.command('press').description('machines');
  press.command('start <id>').description('begin');
  press.command('ink').description('colours').command('mix <colour...>').description('stir');
  return cli;
}

const commandsIn = (help: string): readonly string[] =>
  (help.split('Commands:\n')[1] ?? '').split('\n').flatMap((line) => /^ {2}(\S.*?) {2,}/.exec(line)?.[1] ?? []);

test('the help lists every command that does something, with its path and arguments', async (t) => {
  t.strictSame(commandsIn(program().helpInformation()), [
    'serve [options]',
    'press start [options] <id>',
    'press ink mix [options] <colour...>',
  ]);
});

test('the help of a command lists those below it', async (t) => {
  const [press] = program().commands.filter((command) => command.name() === 'press');
  t.match(commandsIn(press?.configureHelp(allCommands).helpInformation() ?? ''), [
    'press start [options] <id>',
    'press ink [options] [command]',
  ]);
});

test('the help names every setting with its variable and its default', async (t) => {
  const lines = settingsHelp().split('\n');
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const line = lines.find((one) => one.startsWith(`  ${variableOf(name)} `)) ?? '';
    t.ok(schema.description && line.includes(schema.description), name);
  }
  t.match(lines, [/Environment/, /^ {2}COLOPHON_HOST +Address to listen on \(default: 127\.0\.0\.1\)$/]);
  t.match(settingsHelp(), /COLOPHON_DATABASE_URL +\S[^(]*\n/, 'no default where there is none');
  t.match(settingsHelp(), /COLOPHON_SECRET_KEY_FILE, (.*, )?COLOPHON_DATABASE_URL_FILE\b.*: files/);
  t.match(settingsHelp(), /Exit codes: 0 done, 1 not done/);
});

test('the program itself shows all of it, whatever the environment says', async (t) => {
  const env = { ...process.env, COLOPHON_PORT: 'none' };
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--help'], { env });
  t.match(stdout, settingsHelp());
  for (const command of ['serve', 'demo', 'users create', 'process follow', 'projections verify'])
    t.ok(
      commandsIn(stdout).some((term) => term.startsWith(command)),
      command,
    );
});

test('the program says which version it is', async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--version']);
  t.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('given a command or a group that is mistyped, those beside it are held against it, and no command inside another group', (t) => {
  const said = (typed: string): string => {
    let text = '';
    const cli = program()
      .exitOverride()
      .configureOutput({ writeErr: (some) => void (text += some) });
    t.throws(() => cli.parse([typed], { from: 'user' }));
    return text;
  };
  t.match(said('sevre'), /unknown command 'sevre'\n\(Did you mean serve\?\)/);
  t.match(said('pres'), /unknown command 'pres'\n\(Did you mean press\?\)/);
  t.match(said('mxi'), /unknown command 'mxi'\n$/);
  t.end();
});

test('given somebody who reads no further, a command ends without a word, with the code of a broken pipe', async (t) => {
  const child = spawn(process.execPath, [main, 'config', 'print'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  t.equal(code, 141);
  t.equal(Buffer.concat(said).toString(), '');
});
