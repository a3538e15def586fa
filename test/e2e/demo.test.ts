import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { renderPage, samplePages } from '../../interfaces/sample-pages/index.ts';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { truncatedJpeg } from '../interfaces/ocr-worker/support/pictures.ts';
import { colophon, npmRun, type Environment } from './support/command.ts';
import { Rest } from './support/rest.ts';
import { Server } from './support/server.ts';

interface Report {
  readonly process: string;
  readonly state: string;
  readonly pages: number;
  readonly seconds: number;
  readonly activities: Readonly<Record<string, number>>;
  readonly transcriptions: number;
  readonly character_accuracy: number | null;
  readonly url: string;
  readonly token: string;
}

const folder = testFolder(tap);
const data = join(folder, 'data');
const home: Environment = { HOME: folder };
const [shortest] = samplePages().toSorted((a, b) => a.truth.length - b.truth.length);

function imagesFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

let first: Report;

test('the demonstration reads its sample pages and says so in one line', async (t) => {
  const { code, lastLine } = await npmRun(['demo', '--', '--json', '--port', '0', '--data', data], home);

  t.equal(code, 0);
  first = JSON.parse(lastLine) as Report;
  t.strictSame(Object.keys(first), [
    'process',
    'state',
    'pages',
    'seconds',
    'activities',
    'transcriptions',
    'character_accuracy',
    'url',
    'token',
  ]);
  t.match(first, { state: 'completed', pages: 6, activities: { queued: 0, started: 0, processed: 6, error: 0 } });
  t.ok((first.character_accuracy ?? 0) > 0.9, `character accuracy ${first.character_accuracy}`);
  t.ok(first.transcriptions > 6 * 10, 'a transcription per line');
});

test('scans of which some cannot be read: those fail and are named, the others are read', async (t) => {
  const images = imagesFolder('scans', {
    'good.png': await renderPage(shortest!),
    'good.gt.txt': shortest!.truth,
    'half.jpg': await truncatedJpeg(),
    'notes.png': 'This is no picture.',
    'readme.md': 'Neither is this.',
  });

  const { code, lastLine, err } = await colophon(
    ['demo', '--json', '--chunks', '1', '--images', images, '--port', '0', '--data', data],
    home,
  );

  const report = JSON.parse(lastLine) as Report;
  t.equal(code, 0);
  t.match(report, { state: 'completed', pages: 3, activities: { queued: 0, started: 0, processed: 1, error: 2 } });
  t.ok((report.character_accuracy ?? 0) > 0.9, `character accuracy ${report.character_accuracy}`);
  t.match(err, /^Failed: half\.jpg\b/m);
  t.match(err, /^Failed: notes\.png\b/m);
  t.notMatch(err, /^Failed: good/m);

  await t.test('the server holds what both runs made, the reason of each failure too', async (t) => {
    const server = await Server.start(t, { COLOPHON_DATA: data });
    const rest = new Rest(server.url, `Token ${first.token}`);
    const corpora = await rest.get<{ id: string; name: string }[]>('/corpus/');
    t.strictSame(corpora.map(({ name }) => name.replace(/, .*/, '')).sort(), [images, 'Sample pages'].sort());
    t.match(await rest.get(`/process/${first.process}/`), { state: 'completed' });
    const { tasks } = await rest.get<{ tasks: { id: string }[] }>(`/process/${report.process}/`);
    const logs = (await Promise.all(tasks.map(({ id }) => rest.get<{ logs: string }>(`/task/${id}/`)))).map((task) => task.logs).join('');
    t.match(logs, /^Failed: page "half\.jpg" .+/m);
    t.match(logs, /^Failed: page "notes\.png" .+/m);
  });
});

test('folders without scans and options that are wrong are told in a sentence', async (t) => {
  const nothing = join(folder, 'no such folder');
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--images', imagesFolder('empty', {})], /^The folder .*empty is empty\. .*PNG, JPEG or TIFF/],
    [['--images', imagesFolder('others', { 'a.md': '', 'b.txt': '' })], /^The folder .*others holds no images: .* a\.md, b\.txt/],
    [['--images', nothing], /^There is no folder .*no such folder that can be read/],
    [['--language', 'tlh'], /^--language: tlh is not one of eng, frk, deu/],
    [['--chunks', '0'], /^--chunks: /],
  ];
  const said = await Promise.all(cases.map(([options]) => colophon(['demo', '--json', ...options], { ...home, COLOPHON_DATA: data })));
  for (const [index, [options, sentence]] of cases.entries()) t.match(said[index], { code: 1, out: '', err: sentence }, options.join(' '));
});
