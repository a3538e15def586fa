import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import type { FigureSpec, Program, Run } from '../program.ts';
import { environmentWith } from '../serving/environment.ts';
import { scratchFolder } from '../serving/scratch-folder.ts';
import type { Workbench } from '../workbench.ts';

const project = resolve(import.meta.dirname, '../..');
/** Between two questions whether it is ready. */
const askMs = 10;
const patienceMs = 120_000;

const figure = (name: string, bound: number): FigureSpec => ({
  name,
  unit: 's',
  beside: null,
  target: { of: 'value', is: '<', bound },
});

export const start: Program = {
  name: 'start',
  title: 'npm start until /readyz answers 200',
  method: `
\`npm start\` with its embedded database and its agent, from the start of npm until \`GET /readyz\`, asked every ${askMs} ms, answers 200. *Empty*:
on an empty data folder, so the database is made too. *Again*: the same folder, after SIGTERM.`,
  figures: [figure('start-empty', 5), figure('start-again', 2)],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  return async () => {
    const data = scratchFolder(workbench, 'start');
    return {
      'start-empty': { value: await secondsToReady(data), beside: null },
      'start-again': { value: await secondsToReady(data), beside: null },
    };
  };
}

/** Starts, waits until it is ready, and stops again. */
async function secondsToReady(data: string): Promise<number> {
  const port = await freePort();
  const env = environmentWith({ COLOPHON_DATA: data, COLOPHON_PORT: String(port) });
  const begin = performance.now();
  const npm = spawn('npm', ['start'], { cwd: project, env, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  const exit = once(npm, 'exit');
  try {
    while (!(await isReady(port))) {
      if (npm.exitCode !== null || performance.now() - begin > patienceMs) throw new Error('The server did not become ready.');
      await setTimeout(askMs);
    }
    return (performance.now() - begin) / 1_000;
  } finally {
    if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM');
    await exit;
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
