import type { z } from 'zod';
import type { AskedToWrite } from './asked.ts';
import type {
  ActionOperation,
  ArrayOperation,
  BodySchema,
  CursorOperation,
  Empty,
  PageOperation,
  ReadOperation,
  WriteAnswer,
  WriteOperation,
} from './definition.ts';

/*
 * One definition per operation: it gives the route, the validation, the types, the rights and both OpenAPI documents.
 *
 * A write: the request becomes a command; the answer is the row that the projection's fold makes of what was appended.
 *
 *   export const createProcess = write({
 *     id: 'CreateProcess', method: 'post', path: '/process/corpus/', tag: 'processes',
 *     who: admin.on(inBody('corpus', 'corpus')),
 *     body: z.object({ corpus: z.uuid(), name: z.string().nullable().default(null) }),
 *     answer: processSchema,
 *     command: ({ body, commandId }) => command(createProcessDecision, derivedId(commandId, 0), { corpusId: body.corpus, name: body.name }),
 *     shows: processShown,
 *     key: ({ commandId }) => derivedId(commandId, 0), // of the row to show
 *   });
 *
 * The mapper and the way to the thing that decides about rights stand once per resource (`shapes.ts`, `target.ts`):
 *
 *   export const processShown = shown(processes, {
 *     relate: async (rows, { db }) => ({ corpora: await corpusNames(db, rows.map((row) => row.corpusId)) }),
 *     shape: (row, { corpora }): z.infer<typeof processSchema> => ({ id: row.id, corpus: corpora.get(row.corpusId) ?? null }),
 *   });
 *   export const corpusOfProcess = located(async (asked: { readonly path: { readonly id: string } }, { db }) => …);
 *
 * A read of one thing, and of a list (`readPage`, `readCursor`, `readArray`); `find` of a list gets the part that is wanted:
 *
 *   export const retrieveProcess = read({
 *     id: 'RetrieveProcess', method: 'get', path: '/process/{id}/', tag: 'processes',
 *     who: guest.on(corpusOfProcess).orTask('corpus'),
 *     params: processId, answer: processSchema,
 *     find: ({ path }, { db }) => oneProcess(db, path.id),
 *     shows: processShown,
 *   });
 *   export const listWorkerRuns = readPage({
 *     id: 'ListWorkerRuns', method: 'get', path: '/process/{id}/workers/', tag: 'processes',
 *     who: guest.on(corpusOfProcess).orTask('own'),
 *     params: processId, query: z.object({ archived: flag().optional() }),
 *     answer: workerRunSchema, // of one item
 *     find: ({ path, query }, { db }, wanted) => pageOfRuns(db, path.id, query, wanted),
 *     shows: workerRunShown,
 *   });
 *
 * An action: what is neither (login, an agent's poll, a download):
 *
 *   export const downloadArtifact = action({
 *     id: 'DownloadArtifact', method: 'get', path: '/task/{id}/artifact/{path+}', tag: 'tasks',
 *     who: …, params: z.object({ id: z.uuid(), path: z.string() }), answer: null,
 *     respond: async ({ path, baseUrl }, { db, blobs }) => redirect(blobs.signedUrl(…, baseUrl)),
 *   });
 *
 * A write may also answer several rows (`keys`, an array), something that is no row (`says: ({ path }) => ({ child: path.child })`), or
 * nothing (`answer: null`, 204). Paging parameters are declared by the edge, last. Ids made by a command are
 * `derivedId(commandId, n)`, computed alike by the operation and the decision.
 */

/* eslint-disable @typescript-eslint/no-explicit-any -- the lists hold operations of every shape; each was checked where it was made */
export type AnyWrite = { readonly kind: 'write' } & WriteOperation<any, any, any, any> & WriteAnswer<any, any>;
export type AnyRead =
  | ({ readonly kind: 'read'; readonly list: null } & ReadOperation<any, any, any, any>)
  | ({ readonly kind: 'read'; readonly list: 'array' } & ArrayOperation<any, any, any, any>)
  | ({ readonly kind: 'read'; readonly list: 'page' } & PageOperation<any, any, any, any>)
  | ({ readonly kind: 'read'; readonly list: 'cursor' } & CursorOperation<any, any, any, any>);
export type AnyAction = { readonly kind: 'action' } & ActionOperation<any, any, any>;
/* eslint-enable @typescript-eslint/no-explicit-any */
export type AnyOperation = AnyWrite | AnyRead | AnyAction;

export const write = <Answer, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty, B extends BodySchema = Empty>(
  operation: WriteOperation<P, Q, B, Answer> & WriteAnswer<AskedToWrite<z.output<P>, z.output<Q>, z.output<B>>, Answer>,
): AnyOperation => ({ kind: 'write', ...operation });

export const read = <Row, Answer, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty>(
  operation: ReadOperation<P, Q, Row, Answer>,
): AnyOperation => ({ kind: 'read', list: null, ...operation });

export const readArray = <Row, Answer, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty>(
  operation: ArrayOperation<P, Q, Row, Answer>,
): AnyOperation => ({ kind: 'read', list: 'array', ...operation });

export const readPage = <Row, Answer, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty>(
  operation: PageOperation<P, Q, Row, Answer>,
): AnyOperation => ({ kind: 'read', list: 'page', ...operation });

export const readCursor = <Row, Answer, P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty>(
  operation: CursorOperation<P, Q, Row, Answer>,
): AnyOperation => ({ kind: 'read', list: 'cursor', ...operation });

export const action = <P extends z.ZodObject = Empty, Q extends z.ZodObject = Empty, B extends BodySchema = Empty>(
  operation: ActionOperation<P, Q, B>,
): AnyOperation => ({ kind: 'action', ...operation });
