import { test } from 'tap';
import { startEngine } from '../../../interfaces/ocr-worker/engine.ts';
import { decode } from '../../../interfaces/ocr-worker/picture.ts';
import { blankSheet } from './support/pictures.ts';

void test('an empty sheet has no lines', async (t) => {
  const engine = await startEngine('eng');
  t.teardown(() => engine.close());
  t.same(await engine.recognise(await decode(await blankSheet())), []);
});

void test('what the recogniser cannot decode is an error, not an end or a wait', async (t) => {
  const engine = await startEngine('eng');
  t.teardown(() => engine.close());
  await t.rejects(engine.recognise({ png: Buffer.from('no picture'), width: 10, height: 10 }));
});

void test('a thread that ends in the middle of a picture rejects it', async (t) => {
  const engine = await startEngine('eng');
  const reading = engine.recognise(await decode(await blankSheet(2000, 2000)));
  const rejected = t.rejects(reading, { message: 'the recogniser broke off: its thread ended' });
  await engine.close();
  await rejected;
});
