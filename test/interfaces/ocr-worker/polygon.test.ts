import fc from 'fast-check';
import { test } from 'tap';
import { boundingBox, isWholeImage, onImage } from '../../../interfaces/ocr-worker/polygon.ts';
import type { Polygon, Zone } from '../../../interfaces/ocr-worker/shapes.ts';

const rectangle = (left: number, top: number, right: number, bottom: number): Polygon => [
  [left, top],
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
];
const zoneOf = (polygon: Polygon, width = 800, height = 1000): Zone => ({
  polygon,
  url: 'zone',
  image: { path: 'a.jpg', url: 'image', width, height },
});

void test('a zone that reaches all edges is the whole image, one that lacks a pixel is not', (t) => {
  t.equal(isWholeImage(zoneOf(rectangle(0, 0, 800, 1000))), true);
  t.equal(isWholeImage(zoneOf(rectangle(0, 0, 799, 1000))), false);
  t.equal(isWholeImage(zoneOf(rectangle(1, 0, 800, 1000))), false);
  t.end();
});

void test('a line found on a whole page lies where it was found', (t) => {
  const polygon = onImage({ left: 10, top: 20, right: 300, bottom: 50 }, zoneOf(rectangle(0, 0, 800, 1000)), { width: 800, height: 1000 });
  t.same(polygon, rectangle(10, 20, 300, 50));
  t.end();
});

void test('a line found in a part of a page is moved by the corner of that part', (t) => {
  const polygon = onImage({ left: 10, top: 20, right: 90, bottom: 50 }, zoneOf(rectangle(200, 300, 400, 500)), { width: 200, height: 200 });
  t.same(polygon, rectangle(210, 320, 290, 350));
  t.end();
});

void test('a line found on a picture of half the size is scaled to the page', (t) => {
  const polygon = onImage({ left: 10, top: 20, right: 90, bottom: 50 }, zoneOf(rectangle(0, 0, 800, 1000)), { width: 400, height: 500 });
  t.same(polygon, rectangle(20, 40, 180, 100));
  t.end();
});

void test('every polygon is closed, whole-numbered, within the image and not empty', (t) => {
  const edge = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(edge, edge, edge, edge, fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), (a, b, c, d, width, height) => {
      const box = { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) };
      const polygon = onImage(box, zoneOf(rectangle(100, 100, 500, 700)), { width, height });
      const found = boundingBox(polygon);
      return (
        polygon.length === 5 &&
        String(polygon[0]) === String(polygon[4]) &&
        polygon.flat().every(Number.isInteger) &&
        found.left >= 0 &&
        found.top >= 0 &&
        found.right <= 800 &&
        found.bottom <= 1000 &&
        found.left < found.right &&
        found.top < found.bottom
      );
    }),
  );
  t.pass();
  t.end();
});
