import { test } from 'tap';
import type { Engine } from '../../../interfaces/ocr-worker/engine.ts';
import type { Picture } from '../../../interfaces/ocr-worker/picture.ts';
import { tesseract } from '../../../interfaces/ocr-worker/recogniser.ts';

const picture: Picture = { png: Buffer.from(''), width: 1, height: 1 };

/** Engines that break at the pictures whose numbers are listed, counted over all engines. */
function engines(...breakAt: readonly number[]) {
  const counts = { started: 0, closed: 0, pictures: 0 };
  const start = (): Promise<Engine> => {
    counts.started += 1;
    return Promise.resolve({
      recognise: () => {
        counts.pictures += 1;
        return breakAt.includes(counts.pictures) ? Promise.reject(new Error('out of memory')) : Promise.resolve([]);
      },
      close: () => {
        counts.closed += 1;
        return Promise.resolve();
      },
    });
  };
  return { start, counts };
}

void test('the engine is started by the first picture, used for all and closed once', async (t) => {
  const { start, counts } = engines();
  const recogniser = tesseract('eng', start);
  t.equal(counts.started, 0);
  await recogniser.recognise(picture);
  await recogniser.recognise(picture);
  await recogniser.close();
  await recogniser.close();
  t.same(counts, { started: 1, closed: 1, pictures: 2 });
});

void test('a picture that breaks the engine fails alone: the next one meets a new engine', async (t) => {
  const { start, counts } = engines(1);
  const recogniser = tesseract('eng', start);
  await t.rejects(recogniser.recognise(picture), { message: 'out of memory' });
  t.same(await recogniser.recognise(picture), []);
  t.same(counts, { started: 2, closed: 1, pictures: 2 });
});

void test('an engine that does not start fails the picture, and is tried again', async (t) => {
  const { start } = engines();
  let tries = 0;
  const recogniser = tesseract('eng', () => (tries++ === 0 ? Promise.reject(new Error('no data')) : start()));
  await t.rejects(recogniser.recognise(picture), { message: 'no data' });
  t.same(await recogniser.recognise(picture), []);
});
