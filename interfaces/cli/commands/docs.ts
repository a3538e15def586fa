import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { eventCatalogue } from '../catalogue.ts';

const folder = fileURLToPath(new URL('../../../docs', import.meta.url));

/** `colophon docs`: renews the pages that are made from the code. */
export const writeDocs = (cli: Command): Command =>
  cli
    .command('docs')
    .description('renew docs/events.md from the schemas of the events')
    .action(async () => writeFile(join(folder, 'events.md'), eventCatalogue()));
