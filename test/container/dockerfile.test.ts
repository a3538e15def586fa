import { existsSync } from 'node:fs';
import { test } from 'tap';
import { roles } from '../../infrastructure/container/role.ts';
import { readSettings } from '../../infrastructure/config.ts';
import { projectFile } from './compose-file.ts';

const lines = projectFile('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const after = (word: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test('the image is built in stages, with a Node of the version that the packages bring', async (t) => {
  const { dependencies } = JSON.parse(projectFile('package.json')) as { readonly dependencies: Readonly<Record<string, string>> };
  t.equal(after('FROM').length, 2);
  for (const from of after('FROM')) t.match(from, new RegExp(`^node:${dependencies.node?.split('.')[0]}-`));
  t.match(after('RUN')[0], /npm ci --omit=dev/);
});

test('it runs as an ordinary user, and says whether it can work', async (t) => {
  t.equal(after('USER').at(-1), 'node');
  t.match(after('HEALTHCHECK')[0], /8000, 8001.*readyz/);
  t.strictSame(JSON.parse(after('ENTRYPOINT')[0] ?? ''), ['node', 'interfaces/cli/main.ts']);
  const [serve, , role] = JSON.parse(after('CMD')[0] ?? '') as readonly string[];
  t.equal(serve, 'serve');
  t.ok((roles as readonly string[]).includes(role ?? ''));
});

test('it holds every folder that the program is made of, and no test', async (t) => {
  const copied = after('COPY').filter((each) => !each.startsWith('--from') && !each.startsWith('package'));
  t.strictSame(copied.map((each) => each.split(' ')[0]).sort(), ['application', 'domain', 'infrastructure', 'interfaces', 'projections']);
  const allowed = projectFile('.dockerignore').split('\n');
  for (const folder of copied.map((each) => each.split(' ')[0] ?? '')) {
    t.ok(allowed.includes(`!${folder}`), folder);
    t.ok(existsSync(new URL(`../../${folder}`, import.meta.url)));
  }
});

test('its settings are ones that the program knows', async (t) => {
  const given = Object.fromEntries(
    [
      ...after('ENV')
        .join(' ')
        .matchAll(/(COLOPHON_\w+)=(\S+)/g),
    ].map(([, name = '', value = '']) => [name, value]),
  );
  t.match(readSettings(given), { host: '0.0.0.0', data: '/data', logTo: 'stdout', port: 8000, workerPort: 8001 });
});
