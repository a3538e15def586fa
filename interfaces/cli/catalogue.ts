import { z } from 'zod';
import { aggregates } from '../../domain/index.ts';
import { currentVersion, type AnyAggregate } from '../../domain/kernel/decision.ts';

interface Field {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
}

/** The event catalogue as Markdown, made from the schemas that validate the events. */
export const eventCatalogue = (): string =>
  [
    '# Events',
    '',
    'Made from the schemas by `npm run docs`; not to be edited. Every event also has an envelope: id, type, version, stream, revision,',
    'position, time, and metadata (command, correlation, causation, actor).',
    ...[...aggregates]
      .sort((a, b) => (a.aggregate.category < b.aggregate.category ? -1 : 1))
      .flatMap(({ aggregate }) => section(aggregate)),
    '',
  ].join('\n');

const section = (aggregate: AnyAggregate): readonly string[] => [
  '',
  `## Streams \`${aggregate.category}-…\``,
  ...Object.entries(aggregate.events).flatMap(([type, schema]) => [
    '',
    `### ${type}${currentVersion(aggregate, type) > 1 ? ` (version ${currentVersion(aggregate, type)})` : ''}`,
    '',
    ...(schema.description ? [schema.description, ''] : []),
    ...table(schema),
  ]),
];

function table(schema: z.ZodObject): readonly string[] {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as {
    readonly properties?: Readonly<Record<string, Field>>;
  };
  const rows = Object.entries(properties).map(([name, field]) => `| \`${name}\` | ${typeName(field)} | ${field.description ?? ''} |`);
  return rows.length === 0 ? ['No fields.'] : ['| field | type | |', '|---|---|---|', ...rows];
}

function typeName(field: Field): string {
  if (field.anyOf) return [...new Set(field.anyOf.map(typeName))].join(' or ').replace(/^(.*) or null$/, '$1 or null');
  if (field.enum) return field.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (field.type === 'array') return `list of ${field.items ? typeName(field.items) : 'anything'}`;
  return field.format ?? [field.type ?? 'anything'].flat().join(' or ');
}
