import { readFileSync } from 'node:fs';
import { inPlainWords } from '../domain/kernel/plain-words.ts';
import { secretSettings, settingsSchema, variableOf, type Settings } from './settings.ts';

/** Everything that is wrong with the environment, told at once. */
export class BadConfiguration extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'BadConfiguration';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that belong to other programs of Colophon (the agent's, the tests'). */
const foreign = /^COLOPHON_(AGENT_(SERVER|FARM|SEED|DATA|HOSTNAME|CPUS|RAM|GRACE|FOLLOW)|TEST_|DEMO_|URL$|TOKEN$)/;

/**
 * Reads the settings from the environment; an empty variable counts as not set.
 * @throws BadConfiguration naming every variable at fault, unknown `COLOPHON_…` ones too (a mistyped name must not pass for a default)
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const names = Object.keys(settingsSchema.shape) as (keyof Settings)[];
  const given = Object.fromEntries(
    names.map((name) => [name, valueOf(name, environment, problems)]).filter(([, value]) => value !== undefined),
  );
  const parsed = settingsSchema.safeParse(given, { error: inPlainWords });
  for (const issue of parsed.error?.issues ?? []) problems.push(`${variableOf(String(issue.path[0]))}: ${issue.message}`);
  const known = new Set(names.flatMap((name) => [variableOf(name), `${variableOf(name)}_FILE`]));
  for (const variable of Object.keys(environment)) {
    if (variable.startsWith('COLOPHON_') && !known.has(variable) && !foreign.test(variable))
      problems.push(`${variable}: no such setting; see "colophon --help"`);
  }
  if (!parsed.success || problems.length > 0) throw new BadConfiguration(problems);
  return parsed.data;
}

function valueOf(name: keyof Settings, environment: Environment, problems: string[]): string | undefined {
  const variable = variableOf(name);
  const direct = environment[variable] || undefined;
  const file = secretSettings.includes(name) ? environment[`${variable}_FILE`] : undefined;
  if (!file) return direct;
  if (direct !== undefined) problems.push(`${variable} and ${variable}_FILE: give one of them`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(`${variable}_FILE: ${(error as Error).message}`);
    return undefined;
  }
}
