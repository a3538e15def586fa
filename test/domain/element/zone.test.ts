import fc from 'fast-check';
import { test } from 'tap';
import { givenPolygon, liesInside, polygonKey, wholeImage } from '../../../domain/element/zone.ts';

const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 5000 }), fc.integer({ min: -50, max: 5000 })), {
  minLength: 3,
  maxLength: 20,
});

test('a polygon comes out closed, whether it came open or closed', async (t) => {
  const open = [
    [1.4, 0],
    [0, 9.5],
    [8, 9],
  ];
  const closed = [
    [1, 0],
    [0, 10],
    [8, 9],
    [1, 0],
  ];
  t.same(givenPolygon.parse(open), closed);
  t.same(givenPolygon.parse(closed), closed);
});

test('taking a polygon twice changes nothing more', async () => {
  fc.assert(
    fc.property(points, (given) => {
      const once = givenPolygon.safeParse(given);
      return !once.success || polygonKey(givenPolygon.parse(once.data)) === polygonKey(once.data);
    }),
  );
});

test('fewer than three points, too many, or no points at all are no polygon', async (t) => {
  const refused = (value: unknown) => t.equal(givenPolygon.safeParse(value).success, false);
  refused([]);
  refused([
    [0, 0],
    [1, 1],
    [0, 0],
  ]);
  refused([[0, 0], [1, 1], [2]]);
  refused('everything');
  refused(Array.from({ length: 5001 }, (_, index) => [index, 1]));
  t.ok(givenPolygon.safeParse(Array.from({ length: 5000 }, (_, index) => [index, 1])).success);
});

test('the whole image lies inside the image, one pixel more does not', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 }), (width, height) => {
      const whole = wholeImage({ width, height });
      return (
        liesInside(whole, { width, height }) &&
        !liesInside(whole, { width: width - 1, height }) &&
        !liesInside(whole, { width, height: height - 1 })
      );
    }),
  );
});
