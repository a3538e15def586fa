import fc from 'fast-check';
import { test } from 'tap';
import { EdgeRefusal } from '../../../../interfaces/rest/edge/refusals/edge-refusal.ts';
import { parseBody } from '../../../../interfaces/rest/edge/request/parse-body.ts';

const parse = (json: string): object => parseBody(Buffer.from(json), 'application/json');
/** All that is not ASCII is escaped, as many clients write it. */
const ascii = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function refused(json: string): string | null {
  try {
    parse(json);
    return null;
  } catch (error) {
    if (!(error instanceof EdgeRefusal)) throw error;
    return String(error.refusals[0]?.params?.message);
  }
}

const needsEscape = /["\\\p{Cc}\p{Cs}]/u;
const text = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\\', '\n', 'é', '字', '😀', ':', ' '), maxLength: 5 });
const plainText = text.map((chars) => chars.replace(/["\\\n]/g, ''));

/** Keys that lie in it at any depth. */
const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysOf)]
    : [];

/** Objects of objects whose keys and texts are of these. */
const objects = (key: fc.Arbitrary<string>) =>
  fc.letrec<{ value: unknown; object: object }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  })).object;

for (const [kind, written] of [
  ['as it is', (json: string) => json],
  ['in ASCII', ascii],
] as const) {
  test(`given any object written ${kind}, then it arrives exactly, or a key of it needs an escape and it is refused`, async (t) => {
    fc.assert(
      fc.property(objects(fc.oneof(plainText, text)), (given) => {
        const json = written(JSON.stringify(given));
        const reason = refused(json);
        if (keysOf(given).some((key) => needsEscape.test(key))) return reason !== null;
        return reason === null && JSON.stringify(parse(json)) === JSON.stringify(given);
      }),
      { numRuns: 2_000 },
    );
    t.pass();
  });
}

test('a key that needs an escape is named, with what to do', async (t) => {
  t.match(refused('{"configuration": {"a\\\\b": 1}}'), /A key may not hold .*: "a\\\\b"\. Give it another name/);
  t.match(refused('{"a\\nb" : 1}'), /"a\\nb"/);
  t.ok((refused(`{"${'\\n'.repeat(1_000_000)}": 1}`) ?? '').length < 300);
});

test('backslashes and quotes in values pass, also before a colon', async (t) => {
  const body = { path: 'C:\\temp\\', said: '": "', list: ['\\', '\\": '] };
  t.strictSame(parse(JSON.stringify(body)), body);
});

test('a long body full of escapes is read in one way through it', async (t) => {
  const body = { text: '\\"\n'.repeat(1_000_000), é: 1 };
  t.strictSame(parse(ascii(JSON.stringify(body))), body);
});
