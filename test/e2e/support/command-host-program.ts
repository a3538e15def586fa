import { runCli } from '../../../interfaces/cli/cli.ts';
import type { Environment } from './command.ts';

// Carries out the commands that its parent sends (see `CommandHost`), one after the other, each from the arguments to the exit code.

type Written = (chunk: string | Uint8Array, ...then: readonly unknown[]) => boolean;

const said = { out: '', err: '' };

const keptAs =
  (name: keyof typeof said): Written =>
  (chunk, ...then) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    for (const callback of then) if (typeof callback === 'function') process.nextTick(callback);
    return true;
  };
process.stdout.write = keptAs('out');
process.stderr.write = keptAs('err');

process.on('message', ({ args, env }: { readonly args: readonly string[]; readonly env: Environment }) => {
  void carryOut(args, env).then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit());

async function carryOut(args: readonly string[], env: Environment): Promise<object> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  Object.assign(said, { out: '', err: '' });
  process.exitCode = undefined;
  const code = await runCli(args);
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  return { code, ...said };
}
