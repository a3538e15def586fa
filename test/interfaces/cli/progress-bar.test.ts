import { PassThrough } from 'node:stream';
import { test, type Test } from 'tap';
import { progressBar } from '../../../interfaces/cli/output/progress.ts';

function terminal(t: Test) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  let text = '';
  stream.on('data', (part: Buffer) => (text += part.toString()));
  const bar = progressBar('copying', 'events', stream as unknown as NodeJS.WriteStream);
  t.teardown(() => bar.end());
  return { bar, text: () => text };
}

test('given that nobody knows yet of how many, or how long it takes, a bar invents neither', (t) => {
  const { bar, text } = terminal(t);
  bar.update(0, 0);
  t.notMatch(text(), /copying/);
  bar.update(0, 7);
  bar.update(0, 7);
  t.match(text(), /copying .*0\/7 events, 0\/s/);
  t.notMatch(text(), /0\/1 |left|INF|NULL|NFs/);
  t.end();
});

test('given that it goes on, a bar ends with what was done', (t) => {
  const { bar, text } = terminal(t);
  bar.update(1, 7);
  bar.update(7, 7);
  bar.end();
  t.match(text(), /7\/7 events, \d+\/s/);
  t.end();
});

test('given no terminal, nothing is shown', (t) => {
  const stream = new PassThrough();
  const bar = progressBar('copying', 'events', stream as unknown as NodeJS.WriteStream);
  bar.update(1, 2);
  bar.end();
  t.equal(stream.read(), null);
  t.end();
});
