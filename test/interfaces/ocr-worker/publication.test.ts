import { execFileSync } from 'node:child_process';
import { test } from 'tap';
import { languages } from '../../../interfaces/ocr-worker/languages.ts';
import { ocrWorkerVersion } from '../../../interfaces/ocr-worker/publication.ts';

void test('the published command is a line for a shell that runs this program', (t) => {
  const { command } = ocrWorkerVersion.configuration.docker;
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trim()
    .split('\n');
  t.equal(words.length, 2);
  t.equal(words[0], process.execPath);
  t.match(words[1], /\/interfaces\/ocr-worker\/main\.ts$/);
  t.end();
});

void test('the revision stands in place of a commit, and a user may choose among the languages that there are', (t) => {
  t.match(ocrWorkerVersion.revisionHash, /^[0-9a-f]{40}$/);
  t.same(ocrWorkerVersion.configuration.user_configuration.language.choices, languages);
  t.end();
});
