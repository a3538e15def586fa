import { z } from 'zod';
import type { KeptRefusal, RefusalFilter } from '../../../../application/ports/refused-commands.ts';
import { refusalCodes } from '../../../../domain/kernel/refusal-codes.ts';
import { jsonObject, type JsonObject } from '../../../../domain/kernel/json.ts';
import { readCursor } from '../../edge/operation.ts';
import { grantOn } from '../../edge/principals/level.ts';
import { instant, oneOf, text } from '../../edge/query-values.ts';
import { usersIf } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { corpusOfTarget } from './corpus-of.ts';
import { cursorPart } from './cursor.ts';
import { actorSchema, actorShape } from './shapes.ts';

const query = z.object({
  target: text().describe('The id of a thing, or a whole target: a stream, or an address').optional(),
  actor: text().describe('`user:7`, or the id alone').optional(),
  code: oneOf(...refusalCodes).optional(),
  since: instant().optional(),
  until: instant().optional(),
});
type Query = z.output<typeof query>;

const problemSchema = z.object({ code: z.string(), field: z.string().nullable(), params: jsonObject });

const schema = z.object({
  command_id: z.uuid(),
  time: z.iso.datetime(),
  actor: actorSchema,
  operation: z.string().describe('What was asked for'),
  target: z.string(),
  code: z.string().describe('The first reason'),
  params: jsonObject,
  problems: z.array(problemSchema).describe('All reasons'),
  correlation_id: z.uuid(),
  causation_id: z.uuid().nullable(),
  request_digest: z.string(),
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function filterOf({ target, actor, code, since, until }: Query): RefusalFilter {
  const [kind, id] = actor?.includes(':') ? [actor.slice(0, actor.indexOf(':')), actor.slice(actor.indexOf(':') + 1)] : [undefined, actor];
  return {
    things: target !== undefined && uuid.test(target) ? [target.toLowerCase()] : undefined,
    target: target === undefined || uuid.test(target) ? undefined : target,
    actor: id === undefined ? undefined : { id, ...(kind === undefined ? {} : { kind }) },
    code,
    since,
    until,
  };
}

const shape = ({ commandId, time, actor, command, target, refusals, correlationId, causationId, requestDigest }: KeptRefusal) => {
  const problems = refusals.map(({ code, field, params }) => ({ code, field: field ?? null, params: (params ?? {}) as JsonObject }));
  return {
    command_id: commandId,
    time: time.toISOString(),
    actor: actorShape(actor),
    operation: command,
    target,
    code: problems[0]?.code ?? '',
    params: problems[0]?.params ?? {},
    problems,
    correlation_id: correlationId,
    causation_id: causationId,
    request_digest: requestDigest,
  };
};

export const listRefusedCommands = readCursor({
  id: 'ListRefusedCommands',
  method: 'get',
  path: '/colophon/refused-commands/',
  tag: 'colophon',
  summary:
    'Commands of the last 90 days that were refused, the newest first. Whoever administers the project of a target may ask for that target.',
  who: usersIf(async ({ person }, { query: { target } }: { readonly query: Query }, services) => {
    if (person.admin) return 'granted';
    const corpus = target === undefined ? null : await corpusOfTarget(target, services);
    return corpus === null ? 'forbidden' : grantOn(person, 'admin', { kind: 'corpus', id: corpus }, services);
  }),
  query,
  answer: schema,
  find: ({ query }, { audit: { refused } }, wanted) => {
    const filter = filterOf(query);
    return cursorPart(
      wanted,
      (before, limit) => refused.where(filter, before, limit),
      ({ id }) => id,
      () => refused.count(filter),
    );
  },
  shows: mapper({ shape }),
});
