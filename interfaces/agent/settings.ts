import { availableParallelism, hostname, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { inPlainWords } from '../../domain/kernel/plain-words.ts';

const seconds = (unless: number, about: string) => z.coerce.number().min(0).default(unless).describe(about);

/** Memory that this program may count on, in bytes: the machine's, or less where a control group says so. */
const memory = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** Every setting, its rule, its default and its line of `--help`. The variable's name is derived from the key. */
const schema = z.object({
  server: z.url({ protocol: /^https?$/ }).describe('address of the server, for example http://127.0.0.1:8000'),
  farm: z.guid().describe('id of the farm to join'),
  seed: z.string().min(1).describe('seed of that farm (or a file that holds it: COLOPHON_AGENT_SEED_FILE)'),
  data: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .describe("folder of this agent: its key, its pid file, its tasks' folders"),
  hostname: z.string().min(1).max(255).default(hostname).describe('name under which the agent is shown'),
  cpus: z.coerce.number().int().min(1).default(availableParallelism).describe('processor cores to offer'),
  ram: z.coerce.number().int().min(1).default(memory).describe('memory to offer, in bytes'),
  grace: seconds(10, 'seconds between TERM and KILL for running tasks when the agent shuts down'),
  stopGrace: seconds(30, 'seconds between TERM and KILL for a task that is to stop'),
  logInterval: seconds(10, 'seconds between two uploads of a growing log'),
  followParent: z.stringbool().default(false).describe('1: standard input is held open by the server that started this agent'),
  orphanMinutes: z.coerce
    .number()
    .min(0)
    .default(10)
    .describe('minutes without any answer after which a following agent whose parent is gone ends its tasks and itself'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least severity that is written to standard output'),
});

export type AgentSettings = z.output<typeof schema>;
export type AgentSetting = keyof AgentSettings;

/** `stopGrace` → `COLOPHON_AGENT_STOP_GRACE` */
export const variable = (setting: AgentSetting): string => `COLOPHON_AGENT_${setting.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

const settings = Object.keys(schema.shape) as AgentSetting[];

/** All that is wrong with the environment, one sentence per problem. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The agent cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads the environment once. An empty variable counts as unset. Throws a SettingsError that lists every problem. */
export function readSettings(environment: NodeJS.ProcessEnv): AgentSettings {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const setting of settings) if (environment[variable(setting)]) given[setting] = environment[variable(setting)]!;
  const seedFile = environment.COLOPHON_AGENT_SEED_FILE;
  if (!given.seed && seedFile) {
    try {
      given.seed = readFileSync(seedFile, 'utf8').trim();
    } catch (error) {
      problems.push(`COLOPHON_AGENT_SEED_FILE: cannot be read (${(error as Error).message})`);
    }
  }
  const unreadSeed = problems.length > 0;
  const parsed = schema.safeParse(given, { error: inPlainWords });
  for (const { path, message } of parsed.error?.issues ?? []) {
    const setting = path[0] as AgentSetting;
    if (setting === 'seed' && unreadSeed) continue;
    problems.push(`${variable(setting)}: ${setting in given ? message : 'is required'}`);
  }
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  return parsed.data;
}

const rules = `One agent works in a folder. An agent that starts takes up the tasks that an earlier one has left there, running or ended.
TERM or INT: the agent ends its tasks, hands them back to the server and ends; what the server did not take is handed back by the next
agent of the folder.
Following a parent (COLOPHON_AGENT_FOLLOW_PARENT=1): when standard input ends, the parent is gone. The agent and its tasks go on all the
same and keep asking for the server, at the address in <data>/server.url. Only when no server has answered for COLOPHON_AGENT_ORPHAN_MINUTES
on end does the agent do as on TERM. HUP: there is a server again, ask it at once.`;

/** The text of `--help`. */
export function help(): string {
  const line = (setting: AgentSetting): string => `  ${variable(setting).padEnd(32)}${schema.shape[setting].description}`;
  return `Colophon's agent: takes tasks from a server and runs their commands on this machine.\n\nSettings, by environment:\n${settings.map(line).join('\n')}\n\n${rules}\n`;
}
