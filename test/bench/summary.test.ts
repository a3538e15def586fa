import { test } from 'tap';
import type { FigureSpec } from '../../bench/program.ts';
import { summarise } from '../../bench/summary.ts';

const rate: FigureSpec = { name: 'rate', unit: '1/s', beside: 'raw', target: { of: 'ratio', is: '>=', bound: 0.85 } };

test('a ratio is the median of the runs’ own ratios, not the ratio of the medians', async (t) => {
  const samples = [
    { value: 90, beside: 100 },
    { value: 45, beside: 50 },
    { value: 300, beside: 1_000 },
  ];
  t.same(summarise(rate, samples), {
    figure: 'rate',
    value: 90,
    unit: '1/s',
    spread: 2.83,
    beside: 'raw',
    beside_value: 100,
    ratio: 0.9,
    target: 'ratio >= 0.85',
    met: true,
    skipped: null,
  });
});

test('a figure without a yardstick is held to its own value', async (t) => {
  const spec: FigureSpec = { name: 'p95', unit: 'ms', beside: null, target: { of: 'value', is: '<', bound: 50 } };
  t.match(summarise(spec, [{ value: 49.96, beside: null }]), {
    value: 50,
    beside_value: null,
    ratio: null,
    target: 'value < 50',
    met: true,
  });
  t.match(summarise(spec, [{ value: 50, beside: null }]), { met: false });
});

test('a figure without a target is neither met nor missed', async (t) => {
  t.match(summarise({ ...rate, target: null }, [{ value: 1, beside: 3 }]), { ratio: 0.333, target: null, met: null });
});
