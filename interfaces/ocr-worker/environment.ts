import { validate } from 'uuid';

/** What a task of a workers process is given; other variables of a task are of no use here. */
export type Environment = {
  readonly apiUrl: string;
  readonly token: string;
  readonly workerRunId: string;
  readonly processId: string;
  /** Path of the JSON file that lists the elements of this task. */
  readonly elementsFile: string;
};

/** Reads the task's environment and names everything that is missing at once. `apiUrl` comes out without a slash at its end. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = [];
  const required = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') problems.push(`${name} is not set`);
    return value;
  };
  const id = (name: string): string => {
    const value = required(name);
    if (value !== '' && !validate(value)) problems.push(`${name} is no UUID: ${value}`);
    return value;
  };
  const environment = {
    apiUrl: required('ARKINDEX_API_URL').replace(/\/+$/, ''),
    token: required('ARKINDEX_TASK_TOKEN'),
    workerRunId: id('ARKINDEX_WORKER_RUN_ID'),
    processId: id('ARKINDEX_PROCESS_ID'),
    elementsFile: required('TASK_ELEMENTS'),
  };
  if (environment.apiUrl !== '' && !URL.canParse(environment.apiUrl)) problems.push(`ARKINDEX_API_URL is no URL: ${environment.apiUrl}`);
  if (problems.length > 0) throw new Error(`This program runs as a task of a process: ${problems.join('; ')}.`);
  return environment;
}
