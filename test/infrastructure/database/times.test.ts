import fc from 'fast-check';
import pg from 'pg';
import { test } from 'tap';
import { timeOf } from '../../../infrastructure/database/times.ts';

const driver = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;
const twoFigures = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));

test('any moment as PostgreSQL writes it is the one that the driver reads', (t) => {
  const years = fc.integer({ min: 1, max: 12_000 }).map((year) => String(year).padStart(4, '0'));
  const days = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join('-'));
  const fractions = fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: null }).map((n) => (n === null ? '' : `.${n}`));
  const zones = fc.constantFrom('+00', '+00', '+02', '-05:30', '+00 BC');
  fc.assert(
    fc.property(
      years,
      days,
      twoFigures(23),
      twoFigures(59),
      twoFigures(59),
      fractions,
      zones,
      (year, day, hour, minute, second, fraction, zone) => {
        const text = `${year}-${day} ${hour}:${minute}:${second}${fraction}${zone}`;
        return timeOf(text).getTime() === driver(text).getTime();
      },
    ),
    { numRuns: 2_000 },
  );
  t.equal(timeOf('2026-11-28 07:30:49.123456+00').toISOString(), '2026-11-28T07:30:49.123Z');
  t.equal(timeOf('infinity'), driver('infinity'));
  t.end();
});
