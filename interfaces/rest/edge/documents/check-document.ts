import type { OpenApiDocument, OpenApiOperation } from './full.ts';

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);
const operationKeys = new Set([
  'operationId',
  'tags',
  'summary',
  'description',
  'parameters',
  'requestBody',
  'responses',
  'security',
  'deprecated',
  'x-paginated',
]);
const parameterKeys = new Set(['name', 'in', 'description', 'required', 'deprecated', 'allowEmptyValue', 'style', 'schema', 'example']);

/** What in a document would make one of the clients fail for some or all operations (api.md §1.1); none in a good one. */
export function documentProblems(document: OpenApiDocument): readonly string[] {
  const items = Object.entries(document.paths).map(([path, item]) => [path, item as Record<string, OpenApiOperation>] as const);
  const operations = items.flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));
  const ids = operations.map(({ operation }) => operation.operationId ?? '');
  return [
    ...ids.filter((id, at) => id === '' || ids.indexOf(id) !== at).map((id) => `operationId “${id}” is missing or double`),
    ...operations.filter(({ method }) => !methods.has(method)).map(({ path, method }) => `${path} holds ${method}, which is no method`),
    ...operations.flatMap(({ path, operation }) => operationProblems(path, operation)),
    ...textProblems(JSON.stringify(document)),
  ];
}

function operationProblems(path: string, operation: OpenApiOperation): readonly string[] {
  const { operationId, tags = [], parameters = [] } = operation;
  const about = operationId ?? path;
  const named = parameters.map((parameter) => parameter as unknown as Readonly<Record<string, unknown>>);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = named.filter((parameter) => parameter['in'] === 'path').map((parameter) => parameter['name']);
  return [
    ...Object.keys(operation)
      .filter((key) => !operationKeys.has(key))
      .map((key) => `${about} has ${key}`),
    ...(tags.length === 1 && /^[a-z][a-z-]*$/.test(tags[0] ?? '') ? [] : [`${about} needs exactly one tag in lower case`]),
    ...named.flatMap((parameter) =>
      Object.keys(parameter)
        .filter((key) => !parameterKeys.has(key))
        .map((key) => `${about}: a parameter has ${key}`),
    ),
    ...named.filter((parameter) => !parameter['schema']).map((parameter) => `${about}: ${String(parameter['name'])} has no schema`),
    ...(inPath.toSorted().join() === declared.toSorted().join() ? [] : [`${about} declares ${declared.join(', ')} for ${path}`]),
  ];
}

/** Python's `re` knows no named groups without `P` and no classes of Unicode; its YAML reader takes no control characters. */
function textProblems(text: string): readonly string[] {
  const wrong = [/\(\?<[^=!]/, /\\\\p\{/, /[\u007f-\u009f]|\\u00[01]/].filter((pattern) => pattern.test(text));
  return wrong.map((pattern) => `the document holds ${String(pattern)}`);
}
