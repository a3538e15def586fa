import type { OpenApiDocument, OpenApiOperation } from './full.ts';

type Parameter = Exclude<NonNullable<OpenApiOperation['parameters']>[number], { readonly $ref: string }>;
type Loose = Readonly<Record<string, unknown>>;

/** What programs need and nothing more: they parse it at every start (api.md §1.1). The same operations, parameters and bodies. */
export function slimDocument(full: OpenApiDocument): object {
  const paths = Object.entries(full.paths).map(([path, item]) => {
    const operations = Object.entries(item as Record<string, OpenApiOperation>);
    return [path, Object.fromEntries(operations.map(([method, operation]) => [method, slimOperation(operation)]))];
  });
  const { title, version } = full.info;
  return { openapi: full.openapi, info: { title, version }, servers: full.servers, paths: Object.fromEntries(paths) };
}

function slimOperation(operation: OpenApiOperation): object {
  const { operationId, tags, parameters = [], requestBody, deprecated } = operation;
  const paginated = (operation as { readonly 'x-paginated'?: boolean })['x-paginated'];
  return {
    operationId,
    tags,
    ...(parameters.length > 0 ? { parameters: parameters.map((parameter) => slimParameter(parameter as Parameter)) } : {}),
    ...(requestBody && takesJson(requestBody) ? { requestBody: slimBody } : {}),
    responses: { default: { description: '' } },
    ...(deprecated ? { deprecated } : {}),
    ...(paginated === undefined ? {} : { 'x-paginated': paginated }),
  };
}

/** Clients know no other bodies. */
const takesJson = (body: NonNullable<OpenApiOperation['requestBody']>): boolean => 'content' in body && 'application/json' in body.content;

const slimBody = { required: true, 'x-name': 'body', content: { 'application/json': { schema: { type: 'object' } } } };

function slimParameter({ name, in: place, required, schema = {} }: Parameter): object {
  const { type, format, items } = schema as Loose & { readonly items?: Loose };
  const slim = {
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(items ? { items: { type: items['type'] ?? 'string' } } : {}),
  };
  return { name, in: place, ...(required ? { required } : {}), schema: slim };
}
