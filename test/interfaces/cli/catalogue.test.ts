import { readFile } from 'node:fs/promises';
import { test } from 'tap';
import { eventCatalogue } from '../../../interfaces/cli/catalogue.ts';

test('the event catalogue in the documentation is that of the schemas', async (t) => {
  const written = await readFile(new URL('../../../docs/events.md', import.meta.url), 'utf8');
  t.equal(written, eventCatalogue(), 'renew it with npm run docs');
});
