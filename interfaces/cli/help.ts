import { Help, type Command } from 'commander';
import { secretSettings, settingsSchema, variableOf } from '../../infrastructure/settings.ts';

const isLeaf = (command: Command): boolean => command.commands.length === 0 && command.name() !== 'help';

/** Every command that does something, at any depth. */
const leaves = (command: Command): readonly Command[] => command.commands.flatMap((child) => (isLeaf(child) ? [child] : leaves(child)));

const pathOf = (command: Command): string => (command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name());

/** Lists `users create` and its like in the main help, where people look for what there is. */
export const allCommands: Partial<Help> = {
  // Only there: a mistyped command is held against these as well, and `users` is no neighbour of `create`.
  formatHelp: (command, help) => {
    help.visibleCommands = ({ parent, commands }) => (parent ? [...commands] : [...leaves(command)]);
    return Help.prototype.formatHelp.call(help, command, help);
  },
  subcommandTerm: (command) => [pathOf(command), command.usage()].filter((part) => part !== '').join(' '),
};

/** The settings as environment variables, with their defaults. */
export function settingsHelp(): string {
  const defaults = settingsSchema.parse({}) as Readonly<Record<string, unknown>>;
  const lines = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const preset = defaults[name] === undefined || defaults[name] === '' ? '' : ` (default: ${String(defaults[name])})`;
    return `  ${variableOf(name).padEnd(34)} ${schema.description ?? ''}${preset}`;
  });
  const files = secretSettings.map((name) => `${variableOf(name)}_FILE`).join(', ');
  return [
    'Environment:',
    ...lines,
    `  ${files}: files that hold the values`,
    '',
    'Exit codes: 0 done, 1 not done (the reason is said), 130 ended by Ctrl-C, 141 nobody read on, 143 ended by SIGTERM.',
  ].join('\n');
}
