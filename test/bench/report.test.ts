import { test } from 'tap';
import type { FigureSpec, Program } from '../../bench/program.ts';
import { page, table, type Result } from '../../bench/report.ts';
import { skippedFigure } from '../../bench/summary.ts';

const program: Program = {
  name: 'hops',
  title: 'hops of a frog',
  method: 'It hops.',
  figures: [],
  prepare: () => Promise.reject(new Error('not run')),
};
const result: Result = {
  name: 'hops',
  runs: 3,
  scale: 1,
  machine: { cpu: 'Abacus', cores: 2, memory_gib: 4, system: 'Linux 1', node: '24.0.0', postgres: '18.4', seed: 7 },
  figures: [
    {
      figure: 'hops-1',
      value: 12,
      unit: 'hops/s',
      spread: 0.05,
      beside: 'toad',
      beside_value: 10,
      ratio: 1.2,
      target: 'ratio >= 1',
      met: true,
      skipped: null,
    },
    {
      figure: 'p95',
      value: 60,
      unit: 'ms',
      spread: 0,
      beside: null,
      beside_value: null,
      ratio: null,
      target: 'value < 50',
      met: false,
      skipped: null,
    },
  ],
};

test('the table has a line per figure, in columns', async (t) => {
  t.same(table(result).split('\n'), [
    'figure  value  unit    spread  beside  its value  ratio  target      met',
    'hops-1  12     hops/s  5 %     toad    10         1.2    ratio >= 1  yes',
    'p95     60     ms      0 %     –       –          –      value < 50  NO',
  ]);
});

test('the page says where and when, and keeps misses', async (t) => {
  const text = page([program], [[program, result]], new Date('2026-03-04T05:06:07Z'), '');
  t.match(
    text,
    /## hops: hops of a frog\n\nIt hops\.\n\n2026-03-04, median of 3 runs\. Abacus, 2 cores, 4 GiB, Linux 1, Node 24\.0\.0, PostgreSQL 18\.4; seed 7\.\n/,
  );
  t.match(text, /\| p95 \| 60 \| ms \| 0 % \| – \| – \| – \| value < 50 \| NO \|\n$/);
});

test('given a figure that could not be measured, then its row says why', async (t) => {
  const spec: FigureSpec = { name: 'far', unit: 'hops/s', beside: 'toad', target: { of: 'ratio', is: '>=', bound: 1 } };
  const skipped: Result = { ...result, scale: 0.1, figures: [skippedFigure(spec, 'skipped: POND_URL is not set')] };
  t.match(table(skipped), /^far +– +hops\/s +– +toad +– +– +ratio >= 1 +skipped: POND_URL is not set$/m);
  const text = page([program], [[program, skipped]], new Date('2026-03-04T05:06:07Z'), '');
  t.match(text, '| far | – | hops/s | – | toad | – | – | ratio >= 1 | skipped: POND_URL is not set |');
  t.match(text, 'Quick: at 0.1 of the full size');
});

test('given programs that were not run, then the page keeps what it says of them, or says that nothing is known', async (t) => {
  const others = ['leaps', 'sits'].map((name): Program => ({ ...program, name }));
  const before = page(others.slice(0, 1), [[others[0]!, { ...result, name: 'leaps' }]], new Date('2026-01-02T00:00:00Z'), '');
  const text = page([program, ...others], [[program, result]], new Date('2026-03-04T00:00:00Z'), before);
  t.match(text, /## hops.*2026-03-04.*## leaps.*2026-01-02.*## sits: hops of a frog\n\nNot measured yet\.\n$/s);
});
