#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what was read and compiled once is not again, which is a third of the time of a start.
enableCompileCache();

// Whoever reads has had enough (`… | head`): nothing is wrong. The code is that of a program that the pipe ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
});

const { runCli } = await import('./cli.ts');
process.exit(await runCli(process.argv.slice(2)));
