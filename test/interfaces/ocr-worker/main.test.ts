import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import type { Test } from 'tap';
import { characterAccuracy } from '../../../domain/policies/character-accuracy.ts';
import { renderPage, samplePages } from '../../../interfaces/sample-pages/index.ts';
import { elementAnswer, elementId, fakeArkindex, process_, run, workerRunAnswer } from './support/arkindex.ts';
import type { FakeServer } from './support/fake-server.ts';

const program = fileURLToPath(new URL('../../../interfaces/ocr-worker/main.ts', import.meta.url));

/** The program as a task of its own, with the list of elements that a task gets. */
async function started(t: Test, server: FakeServer, elements: number, env: Record<string, string> = {}) {
  const elementsFile = path.join(t.testdir(), 'elements.json');
  await writeFile(
    elementsFile,
    JSON.stringify(Array.from({ length: elements }, (_, index) => ({ id: elementId(index + 1), type: 'page' }))),
  );
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'],
      ARKINDEX_API_URL: `${server.url}/`,
      ARKINDEX_TASK_TOKEN: 'task.1.mac',
      ARKINDEX_WORKER_RUN_ID: run,
      ARKINDEX_PROCESS_ID: process_,
      TASK_ELEMENTS: elementsFile,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended };
}

void test('a page of old print is read nearly without errors, and the program ends with 0', async (t) => {
  const [page] = samplePages();
  if (page === undefined) throw new Error('There are no sample pages.');
  const image = await renderPage(page);
  const server = await fakeArkindex(({ path: asked }, url) => {
    if (asked.startsWith('/iiif/')) return { status: 200, body: image };
    if (asked === `/api/v1/element/${elementId(1)}/`) return { status: 200, body: elementAnswer(url, 1, { width: 1200, height: 1700 }) };
    return undefined;
  });
  t.teardown(() => server.close());
  const { ended } = await started(t, server, 1);
  const { code, output } = await ended;
  t.equal(code, 0);
  t.match(
    output,
    /Recognises the text of 1 elements, language eng\.\n\[1\/1\] page "Page 1" \(page-1\.png\): \d+ lines.*\nRan on 1 elements: 1 processed/,
  );

  const text = server.requests.find(({ path: asked }) => asked.endsWith('/transcription/'))?.body as { text: string } | undefined;
  const accuracy = characterAccuracy(page.truth, text?.text ?? '');
  t.ok(accuracy > 0.9, `character accuracy ${accuracy}`);

  const bulk = server.requests.find(({ path: asked }) => asked.endsWith('/bulk/'))?.body as
    { transcriptions: { polygon: number[][] }[] } | undefined;
  const tops = bulk?.transcriptions.map(({ polygon }) => polygon[0]?.[1] ?? 0) ?? [];
  t.ok(tops.length >= 20, `${tops.length} lines`);
  t.same(
    tops,
    tops.toSorted((a, b) => a - b),
    'the lines run down the page',
  );
});

void test('SIGTERM ends the program with 143 in the middle of an element, and nothing is reported any more', async (t) => {
  const server = await fakeArkindex(({ path: asked }) => (asked.startsWith('/iiif/') ? { how: 'silence' } : undefined));
  t.teardown(() => server.close());
  const { child, ended } = await started(t, server, 2);
  await server.seen(({ path: asked }) => asked.startsWith('/iiif/'));
  child.kill('SIGTERM');
  const { code, output } = await ended;
  t.equal(code, 143);
  t.match(output, /Stopped by SIGTERM\.\n$/);
  t.match(server.lines().at(-1), /^GET \/iiif\//);
});

void test('a refused token, an unknown language and a missing list end the program with 1 and the reason', async (t) => {
  const refusing = await fakeArkindex(() => ({ status: 401, body: { detail: 'Invalid token.' } }));
  const strange = await fakeArkindex(() => ({ status: 200, body: workerRunAnswer('tlh') }));
  t.teardown(() => Promise.all([refusing.close(), strange.close()]));
  const scenes = [
    { server: refusing, env: {}, reason: /Could not run: GET \/process\/workers\/.* was answered with 401: Invalid token\.\n$/ },
    { server: strange, env: {}, reason: /Could not run: There is no data for the language "tlh"; there is for eng, frk, deu\.\n$/ },
    {
      server: strange,
      env: { TASK_ELEMENTS: '/nowhere/elements.json' },
      reason: /Could not run: The list of elements \/nowhere\/elements\.json cannot be read/,
    },
  ];
  for (const { server, env, reason } of scenes) {
    const { code, output } = await (await started(t, server, 1, env)).ended;
    t.equal(code, 1);
    t.match(output, reason);
  }
});
