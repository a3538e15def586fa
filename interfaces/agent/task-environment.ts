import type { Definition } from './wire.ts';

/** All that a task inherits from the agent. Never more: the agent's own settings hold the seed of the farm. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR'] as const;

const addresses = ['ARKINDEX_API_URL', 'ARKINDEX_API_SCHEMA_URL'] as const;

export interface Place {
  /** the claim's folder, which stands for the data root of the definition */
  readonly root: string;
  /** scheme, host and port under which this agent reaches the server */
  readonly origin: string;
}

/** The environment of a task on this host: the definition's, with this host's data root and this agent's way to the server. */
export function taskEnvironment(definition: Definition, { root, origin }: Place, own: NodeJS.ProcessEnv): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of inherited) if (own[name] !== undefined) env[name] = own[name];
  Object.assign(env, definition.env, { PONOS_DATA: root });

  const dataRoot = definition.env.PONOS_DATA ?? '/data';
  const elements = definition.env.TASK_ELEMENTS;
  if (elements?.startsWith(`${dataRoot}/`)) env.TASK_ELEMENTS = root + elements.slice(dataRoot.length);

  env.ARKINDEX_API_URL ??= origin;
  for (const name of addresses) if (env[name]) env[name] = env[name].replace(/^https?:\/\/[^/]*/i, origin);
  return env;
}
