import { createHash } from 'node:crypto';
import type { OpenApiDocument, OpenApiOperation } from './full.ts';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#f4f4f4;padding:.75rem;overflow:auto}
details{border-top:1px solid #ddd;padding:.4rem 0}summary{cursor:pointer}h2{margin-top:2.5rem}
th,td{text-align:left;padding:.15rem 1rem .15rem 0;vertical-align:top}`;

/** What the page may load: its own style, nothing else. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

/** The full document as one page, for people; no script, nothing from elsewhere. */
export function pageOf(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, OpenApiOperation>).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))];
  const sections = tags.map((tag) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(tag));
    return `<h2 id="${tag}">${tag}</h2>${own.map(operationHtml).join('')}`;
  });
  const contents = tags.map((tag) => `<a href="#${tag}">${tag}</a>`).join(' · ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Colophon: the API</title><style>${style}</style></head><body>
<h1>The API of Colophon</h1><p>${contents}</p>
<p>For programs: <a href="/api/v1/openapi/">slim</a> and <a href="/api/v1/openapi/?format=full">full</a> OpenAPI document.</p>
${sections.join('\n')}</body></html>`;
}

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}

function operationHtml({ path, method, operation }: Entry): string {
  const { operationId, summary = '', description = '', parameters = [], requestBody, responses } = operation;
  return `<details id="${operationId}"><summary><code>${method.toUpperCase()} ${escape(path)}</code> <b>${operationId}</b> ${escape(summary)}</summary>
<p>${escape(description)}</p>${parameters.length > 0 ? parametersHtml(parameters) : ''}${requestBody ? `<h4>Body</h4>${json(schemaOf(requestBody))}` : ''}
${Object.entries(responses as Record<string, unknown>)
  .filter(([status]) => status !== 'default')
  .map(([status, response]) => `<h4>${status}</h4>${json(schemaOf(response))}`)
  .join('')}</details>`;
}

function parametersHtml(parameters: readonly unknown[]): string {
  const rows = parameters.map((parameter) => {
    const { name, in: place, schema = {}, description = '' } = parameter as Record<string, unknown>;
    return `<tr><td><code>${escape(String(name))}</code></td><td>${String(place)}</td><td><code>${escape(JSON.stringify(schema))}</code></td><td>${escape(String(description))}</td></tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

const schemaOf = (holder: unknown): unknown =>
  Object.values((holder as { readonly content?: Record<string, { readonly schema?: unknown }> }).content ?? {})[0]?.schema;

const json = (schema: unknown): string =>
  schema === undefined ? '<p>nothing</p>' : `<pre>${escape(JSON.stringify(schema, null, 2))}</pre>`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
