import { OpenApiGeneratorV3, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { querySchema } from '../lists/part-wanted.ts';
import type { AnyOperation } from '../operation.ts';
import { documented } from '../routing/path.ts';
import { rightInWords, securityOf, securitySchemes } from './security.ts';
import { successStatus } from '../success.ts';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV3['generateDocument']>;
export type OpenApiOperation = NonNullable<OpenApiDocument['paths'][string]['get']>;

export interface DocumentOptions {
  readonly prefix: string;
  /** Name of the cookie that clients send back as `X-CSRFToken`. */
  readonly csrfCookie: string;
}

const errorBody = z
  .object({
    detail: z.string().optional(),
    problems: z.array(z.object({ code: z.string(), field: z.string().nullable(), params: z.record(z.string(), z.unknown()) })),
    request_id: z.uuid(),
  })
  .meta({ id: 'Problem', description: 'A refusal. With status 400 each wrong field has a list of sentences under its own name.' });

/** The whole of what the definitions say, for people (api.md §1.1). */
export function fullDocument(operations: readonly AnyOperation[], { prefix, csrfCookie }: DocumentOptions): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  for (const [name, scheme] of Object.entries(securitySchemes)) registry.registerComponent('securitySchemes', name, scheme);
  for (const operation of operations) registry.registerPath(routeOf(operation, prefix));
  const server = { url: '/', 'x-csrf-cookie': csrfCookie };
  const document = new OpenApiGeneratorV3(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.0.3',
    info: { title: 'Colophon', version: '1.5.1', description: 'Document processing: projects, elements, processes, workers.' },
    servers: [server],
  });
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path) as OpenApiOperation[]))
    relaxParameters(operation);
  return document;
}

function routeOf(operation: AnyOperation, prefix: string): RouteConfig {
  const body = bodyOf(operation);
  const params = operation.params ? { params: operation.params } : {};
  return {
    method: operation.method,
    path: documented(prefix + operation.path),
    operationId: operation.id,
    tags: [operation.tag],
    ...(operation.summary === undefined ? {} : { summary: operation.summary }),
    description: [operation.description, rightInWords(operation.who)].filter(Boolean).join('\n\n'),
    ...(operation.deprecated ? { deprecated: true } : {}),
    security: securityOf(operation.who),
    request: { ...params, query: querySchema(operation), ...body },
    responses: { [successStatus(operation)]: successOf(operation), default: { description: 'Refused', ...json(errorBody) } },
    ...paginationOf(operation),
  };
}

function bodyOf(operation: AnyOperation) {
  if ('upload' in operation && operation.upload) return { body: fileBody(operation.upload.types[0]!) };
  return 'body' in operation && operation.body ? { body: jsonBody(operation.body) } : {};
}

const fileBody = (type: string) => ({ required: true, content: { [type]: { schema: { type: 'string', format: 'binary' } as const } } });
const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
const jsonBody = (schema: z.ZodType) => ({ required: true, 'x-name': 'body', ...json(schema) });

const successOf = (operation: AnyOperation) =>
  operation.answer ? { description: 'Done', ...json(answerOf(operation, operation.answer)) } : { description: 'Done' };

function answerOf(operation: AnyOperation, item: z.ZodType): z.ZodType {
  if (operation.kind !== 'read' || operation.list === null) return item;
  if (operation.list === 'array') return z.array(item);
  const links = { next: z.url().nullable(), previous: z.url().nullable(), results: z.array(item) };
  return operation.list === 'page'
    ? z.object({ count: z.int(), number: z.int(), ...links })
    : z.object({ count: z.int().nullable(), ...links });
}

/** True on lists in parts, false on reads that are a plain array, absent elsewhere. */
const paginationOf = (operation: AnyOperation): { readonly 'x-paginated'?: boolean } =>
  operation.kind === 'read' && operation.list !== null ? { 'x-paginated': operation.list !== 'array' } : {};

/** No parameter of the query is declared required (a call without it would be refused before it is sent); the server says so itself. */
function relaxParameters({ parameters = [] }: OpenApiOperation): void {
  for (const parameter of parameters) if ('in' in parameter && parameter.in === 'query') delete parameter.required;
}
