import { z } from 'zod';
import { command } from '../../../../application/pipeline/command.ts';
import { decisionsOf, type Aggregate } from '../../../../domain/kernel/decision.ts';
import type { EventsOf } from '../../../../domain/kernel/event.ts';
import { derivedId } from '../../../../domain/kernel/ids.ts';
import { accepted, refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { action, read, readArray, readCursor, readPage, write } from '../../../../interfaces/rest/edge/operation.ts';
import { flag, list, oneOf, text, uuid, uuidOrFalse } from '../../../../interfaces/rest/edge/query-values.ts';
import { json } from '../../../../interfaces/rest/edge/reply.ts';
import { admin, anybody, anyUser, contributor, guest, instanceAdmin, taskItself } from '../../../../interfaces/rest/edge/right.ts';
import { mapper, shown } from '../../../../interfaces/rest/edge/shown.ts';
import { inBody, located, named } from '../../../../interfaces/rest/edge/target.ts';
import type { Projection } from '../../../../projections/engine/projection.ts';
import { streamId } from '../../../../projections/engine/stream-id.ts';

/** A little resource with one operation of every kind, for tests of the edge. */
const events = { ThingMade: z.object({ corpusId: z.uuid(), name: z.string() }), ThingRenamed: z.object({ name: z.string() }) };
type ThingEvent = EventsOf<typeof events>;

const thing: Aggregate<{ readonly name: string | null }, ThingEvent> = {
  category: 'thing',
  events,
  initial: { name: null },
  evolve: (_state, event) => ({ name: event.data.name }),
};
const decision = decisionsOf(thing);

const make = decision({
  name: 'MakeThing',
  input: z.object({ corpusId: z.uuid(), name: z.string() }),
  decide: (state, input) =>
    state.name === null && input.name !== 'taken'
      ? accepted({ type: 'ThingMade', data: input })
      : refused(refusal('name_taken', { params: { name: input.name, id: input.corpusId } })),
});

const rename = decision({
  name: 'RenameThing',
  input: z.object({ name: z.string() }),
  decide: (state, { name }) =>
    name === 'late'
      ? refused(refusal('late_report'))
      : name === state.name
        ? accepted()
        : accepted({ type: 'ThingRenamed', data: { name } }),
});

export interface ThingRow {
  readonly id: string;
  readonly corpusId: string;
  readonly name: string;
}

export const things: Projection<ThingRow, ThingEvent> = {
  name: 'things',
  version: 1,
  table: { columns: { id: 'uuid', corpusId: 'uuid', name: 'text' }, key: 'id', indexes: [] },
  takes: ['ThingMade', 'ThingRenamed'],
  keys: (recorded) => [streamId(recorded)],
  fold: (row, { type, data }, id) => (type === 'ThingMade' ? { id, ...data } : row && { ...row, name: data.name }),
};

/** What stands for the read models; tests fill it. */
export const table = new Map<string, ThingRow>();

const schema = z.object({ id: z.uuid(), name: z.string(), by: z.string() });
const thingShown = shown(things, {
  relate: async (rows) => new Map(rows.map(({ id }) => [id, id.slice(-1)])),
  shape: (row: ThingRow, related, { asked }): z.infer<typeof schema> => ({
    id: row.id,
    name: `${row.name}#${related.get(row.id)}`,
    by: asked.principal.kind,
  }),
});
const id = z.object({ id: z.uuid() });
const corpusOfThing = located<{ readonly id: string }>(async ({ path }) => {
  const row = table.get(path.id);
  return row ? { kind: 'corpus', id: row.corpusId, processId: row.corpusId } : null;
});
const tag = 'things';

/** What slow things wait for before they become commands; tests set it. */
export const slow = { wait: async (_signal: AbortSignal): Promise<void> => undefined };

export const thingOperations = [
  write({
    id: 'CreateSlowThing',
    method: 'post',
    path: '/thing/slow/',
    tag,
    who: anyUser,
    body: z.object({ corpus: z.uuid(), name: z.string() }),
    answer: schema,
    command: async ({ body, commandId, signal }) => {
      await slow.wait(signal);
      return command(make, derivedId(commandId, 0), { corpusId: body.corpus, name: body.name });
    },
    shows: thingShown,
    key: ({ commandId }) => derivedId(commandId, 0),
  }),
  write({
    id: 'CreateThing',
    method: 'post',
    path: '/thing/',
    tag,
    who: contributor.on(inBody('corpus', 'corpus')).orTask('corpus'),
    body: z.object({
      corpus: z.uuid(),
      name: z.string().min(1).max(50),
      size: z.int().min(1).default(1),
      polygon: z.array(z.array(z.int()).length(2)).min(3).optional(),
      elements: z.array(z.object({ name: z.string(), confidence: z.number().min(0).max(1).nullable().default(null) })).default([]),
    }),
    answer: schema,
    command: ({ body, commandId }) => command(make, derivedId(commandId, 0), { corpusId: body.corpus, name: body.name }),
    shows: thingShown,
    key: ({ commandId }) => derivedId(commandId, 0),
  }),
  write({
    id: 'CreateThings',
    method: 'post',
    path: '/things/bulk/',
    tag,
    who: contributor.on(inBody('corpus', 'corpus')),
    body: z.object({ corpus: z.uuid(), names: z.array(z.string()).min(1) }),
    answer: z.array(schema),
    command: ({ body, commandId }) => body.names.map((name, n) => command(make, derivedId(commandId, n), { corpusId: body.corpus, name })),
    shows: thingShown,
    keys: ({ body, commandId }) => body.names.map((_, n) => derivedId(commandId, n)),
  }),
  write({
    id: 'PartialUpdateThing',
    method: 'patch',
    path: '/thing/{id}/',
    tag,
    who: admin.on(corpusOfThing).orTask('own'),
    params: id,
    body: z.object({ name: z.string() }),
    answer: schema,
    command: ({ path, body }) => command(rename, path.id, body),
    headers: (_, [renaming]) => (renaming?.input.name === 'old' ? { Deprecation: 'true' } : {}),
    shows: thingShown,
    key: ({ path }) => path.id,
  }),
  write({
    id: 'DestroyThing',
    method: 'delete',
    path: '/thing/{id}/',
    tag,
    who: admin.on(corpusOfThing),
    params: id,
    answer: null,
    command: ({ path }) => command(rename, path.id, { name: 'gone' }),
  }),
  write({
    id: 'CreateThingParent',
    method: 'post',
    path: '/thing/{child}/parent/{parent}/',
    tag,
    who: anyUser,
    params: z.object({ child: z.uuid(), parent: z.uuid() }),
    answer: z.object({ child: z.uuid(), parent: z.uuid() }),
    command: ({ path }) => command(rename, path.child, { name: 'child' }),
    says: ({ path }) => path,
  }),
  read({
    id: 'RetrieveThing',
    method: 'get',
    path: '/thing/{id}/',
    tag,
    who: guest.on(corpusOfThing).orTask('corpus'),
    params: id,
    answer: schema,
    find: async ({ path }) => table.get(path.id),
    shows: thingShown,
  }),
  read({
    id: 'RetrieveNewestThing',
    method: 'get',
    path: '/thing/newest/',
    tag,
    who: anybody,
    answer: schema,
    find: async () => [...table.values()].at(-1),
    shows: thingShown,
  }),
  readArray({
    id: 'ListCorpusThings',
    method: 'get',
    path: '/corpus/{corpus}/things/',
    tag,
    who: guest.on(named('corpus', 'corpus')),
    params: z.object({ corpus: z.uuid() }),
    answer: schema,
    find: async ({ path }) => [...table.values()].filter((row) => row.corpusId === path.corpus),
    shows: thingShown,
  }),
  readPage({
    id: 'ListThings',
    method: 'get',
    path: '/things/',
    tag,
    who: anybody,
    query: z.object({
      name: text().optional(),
      started: flag().optional(),
      corpus: uuid().optional(),
      run: uuidOrFalse().optional(),
      state: list(oneOf('on', 'off')).optional(),
    }),
    answer: z.object({ n: z.int(), query: z.record(z.string(), z.unknown()) }),
    find: async (_asked, _services, { offset, limit }) => ({
      count: 45,
      rows: Array.from({ length: 45 }, (_, n) => n).slice(offset, offset + limit),
    }),
    shows: ({ query }) => mapper({ shape: (n: number) => ({ n, query }) }),
  }),
  readCursor({
    id: 'ListThingEvents',
    method: 'get',
    path: '/things/events/',
    tag,
    who: anybody,
    answer: z.int(),
    find: async (_asked, _services, { after, limit, withCount }) => {
      const rows = Array.from({ length: 250 }, (_, n) => n)
        .filter((n) => after === null || n > Number(after[0]))
        .slice(0, limit);
      return { rows, next: rows.at(-1) === 249 ? null : [rows.at(-1) ?? 0], count: withCount ? 250 : null };
    },
    shows: mapper({ shape: (n: number) => n }),
  }),
  action({
    id: 'DownloadThing',
    method: 'get',
    path: '/thing/{id}/file/{path+}',
    tag,
    who: taskItself('id', { grace: true }),
    params: z.object({ id: z.uuid(), path: z.string() }),
    answer: null,
    status: 302,
    respond: async ({ path, baseUrl }) => ({ status: 302, headers: { location: `${baseUrl}/blobs/${path.path}` } }),
  }),
  action({
    id: 'RestartThings',
    method: 'post',
    path: '/things/restart/',
    tag,
    who: instanceAdmin,
    answer: z.object({ principal: z.string() }),
    respond: async ({ principal }) => json({ principal: principal.kind }),
  }),
];
