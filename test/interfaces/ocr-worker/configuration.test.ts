import { test } from 'tap';
import { languageOf } from '../../../interfaces/ocr-worker/configuration.ts';
import { knownLanguage, languageFolder, languages } from '../../../interfaces/ocr-worker/languages.ts';
import { workerRun } from '../../../interfaces/ocr-worker/shapes.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';

type Layers = { version?: string; model?: string; field?: string; chosen?: unknown };

const runWith = ({ version, model, field, chosen }: Layers) =>
  workerRun.parse({
    worker_version: {
      configuration: {
        docker: { command: 'x' },
        ...(version === undefined ? {} : { configuration: { language: version } }),
        ...(field === undefined ? {} : { user_configuration: { language: { title: 'Language', type: 'enum', default: field } } }),
      },
    },
    model_version: model === undefined ? null : { configuration: { language: model } },
    configuration: chosen === undefined ? null : { configuration: { language: chosen } },
    process: { activity_state: 'ready' },
  });

void test('the configuration chosen for a run wins over the field, the field over the model, the model over the version', (t) => {
  t.equal(languageOf(runWith({ version: 'eng', model: 'deu', field: 'eng', chosen: 'frk' })), 'frk');
  t.equal(languageOf(runWith({ version: 'eng', model: 'frk', field: 'deu' })), 'deu');
  t.equal(languageOf(runWith({ version: 'eng', model: 'frk' })), 'frk');
  t.equal(languageOf(runWith({ version: 'deu' })), 'deu');
  t.equal(languageOf(runWith({})), 'eng');
  t.end();
});

void test('a language that is no text is refused', (t) => {
  t.throws(() => languageOf(runWith({ chosen: 7 })), { message: /is no text: 7/ });
  t.end();
});

void test('a language without data is refused with those that there are', (t) => {
  t.throws(() => knownLanguage('tlh'), { message: 'There is no data for the language "tlh"; there is for eng, frk, deu.' });
  t.end();
});

void test('the data of every language is in its package', (t) => {
  for (const language of languages) t.ok(existsSync(path.join(languageFolder(language), `${language}.traineddata.gz`)));
  t.end();
});
