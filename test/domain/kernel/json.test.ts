import fc from 'fast-check';
import { test } from 'tap';
import { canonicalJson, withoutNulls, type Json } from '../../../domain/kernel/json.ts';

/** The same value with the keys of its objects in the opposite order. */
const turned = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

test('the order of keys does not show in the canonical text, everything else does', async () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(turned(value as Json)) === canonicalJson(value as Json)));
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json);
      return canonicalJson(JSON.parse(text) as Json) === text;
    }),
  );
});

test('lists keep their order, and numbers differ from texts', async (t) => {
  t.not(canonicalJson([1, 2]), canonicalJson([2, 1]));
  t.not(canonicalJson({ a: 1 }), canonicalJson({ a: '1' }));
  t.equal(canonicalJson({ b: { d: 1, c: [] }, a: null }), '{"a":null,"b":{"c":[],"d":1}}');
});

test('null keys are dropped at the first level only', async (t) => {
  t.same(withoutNulls({ secrets: null, docker: { command: null } }), { docker: { command: null } });
});
