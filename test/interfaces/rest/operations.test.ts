import { test } from 'tap';
import { documentProblems } from '../../../interfaces/rest/edge/documents/check-document.ts';
import { fullDocument } from '../../../interfaces/rest/edge/documents/full.ts';
import { slimDocument } from '../../../interfaces/rest/edge/documents/slim.ts';
import { patternOf } from '../../../interfaces/rest/edge/routing/path.ts';
import { operations } from '../../../interfaces/rest/operations.ts';

const full = fullDocument(operations, { prefix: '/api/v1', csrfCookie: 'arkindex.csrf' });

test('the documents of all operations have nothing that makes a client fail', async (t) => {
  t.same(documentProblems(full), []);
});

test('the slim document is small: clients of Python parse it at every start', async (t) => {
  const bytes = Buffer.byteLength(JSON.stringify(slimDocument(full)));
  t.ok(bytes <= 150_000, `${bytes} bytes`);
});

test('no two operations answer the same method at addresses of one form', async (t) => {
  const forms = operations.map(({ method, path }) => {
    const { parts, slash } = patternOf(path);
    return `${method} ${parts.map((part) => (part.kind === 'word' ? part.word : `{${part.kind}}`)).join('/')}${slash ? '/' : ''}`;
  });
  t.same(
    forms.filter((form, at) => forms.indexOf(form) !== at),
    [],
  );
});

test('every value of a path is one that the operation reads', async (t) => {
  for (const { id, path, params } of operations) {
    const named = patternOf(path).parts.flatMap((part) => (part.kind === 'word' ? [] : [part.name]));
    t.same(Object.keys(params?.shape ?? {}).toSorted(), named.toSorted(), id);
  }
});
