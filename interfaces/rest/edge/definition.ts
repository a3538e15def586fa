import type { z } from 'zod';
import type { AnyCommand, Outcome } from '../../../application/pipeline/command.ts';
import type { CursorPage, CursorWanted, Page, PageWanted } from '../../../application/ports/paging.ts';
import type { Asked, AskedToWrite } from './asked.ts';
import type { Refused, Reply } from './reply.ts';
import type { Right } from './right.ts';
import type { Services } from './services.ts';
import type { AnyShown, Mapper } from './shown.ts';

type Awaitable<T> = T | Promise<T>;
type AnswerHeaders = Readonly<Record<string, string>>;
export type Empty = z.ZodObject<Record<never, never>>;

/** A body is an object; unions of objects are allowed. */
export type BodySchema = z.ZodType<object>;

interface Described<Path extends z.ZodObject, Query extends z.ZodObject, Body extends BodySchema> {
  /** Unique in the whole document: clients find operations by it. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Under `/api/v1`, parameters in braces; the last may take the rest of the path: `{path+}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly who: Right<Asked<z.output<Path>, z.output<Query>, z.output<Body>>>;
  /** Of the path; absent when it has none. */
  readonly params?: Path;
  /** Declared order is the documents' order; values by the helpers of `query-values.ts`. */
  readonly query?: Query;
  readonly body?: Body;
  /** Where it is not the rule (POST that creates 201, other 200, no answer 204). */
  readonly status?: number;
}

export interface WriteOperation<P extends z.ZodObject, Q extends z.ZodObject, B extends BodySchema, Answer> extends Described<P, Q, B> {
  readonly answer: z.ZodType<Answer> | null;
  /** Several commands run in order under the one command id, so each must go to a stream of its own. `refused(…)` when the request cannot become a command. */
  readonly command: (
    asked: AskedToWrite<z.output<P>, z.output<Q>, z.output<B>>,
    services: Services,
  ) => Awaitable<AnyCommand | readonly AnyCommand[] | Refused>;
  /** Headers of the answer that depend on what the request came to mean. */
  readonly headers?: (asked: AskedToWrite<z.output<P>, z.output<Q>, z.output<B>>, commands: readonly AnyCommand[]) => AnswerHeaders;
}

/** What a write answers: one row, several rows in order, something that is no row, or nothing (204). */
export type WriteAnswer<A, Answer> =
  | { readonly shows: AnyShown<Answer>; readonly key: (asked: A, outcome: Outcome) => string }
  | {
      readonly shows: AnyShown<Answer extends readonly (infer Item)[] ? Item : never>;
      readonly keys: (asked: A, outcome: Outcome) => readonly string[];
    }
  | { readonly says: (asked: A, outcome: Outcome, services: Services) => Awaitable<Answer> }
  | { readonly answer: null };

interface Reading<P extends z.ZodObject, Q extends z.ZodObject, Row, Answer> extends Described<P, Q, Empty> {
  readonly answer: z.ZodType<Answer>;
  readonly shows: Mapper<Row, Answer> | ((asked: Asked<z.output<P>, z.output<Q>>) => Mapper<Row, Answer>);
}

type Ask<P extends z.ZodObject, Q extends z.ZodObject, Rest extends readonly unknown[], Found> = (
  asked: Asked<z.output<P>, z.output<Q>>,
  services: Services,
  ...rest: Rest
) => Promise<Found>;

/** One thing; undefined → 404. */
export interface ReadOperation<P extends z.ZodObject, Q extends z.ZodObject, Row, Answer> extends Reading<P, Q, Row, Answer> {
  readonly find: Ask<P, Q, [], Row | undefined>;
}
/** A plain array. */
export interface ArrayOperation<P extends z.ZodObject, Q extends z.ZodObject, Row, Answer> extends Reading<P, Q, Row, Answer> {
  readonly find: Ask<P, Q, [], readonly Row[]>;
}
export interface PageOperation<P extends z.ZodObject, Q extends z.ZodObject, Row, Answer> extends Reading<P, Q, Row, Answer> {
  readonly find: Ask<P, Q, [wanted: PageWanted], Page<Row>>;
}
export interface CursorOperation<P extends z.ZodObject, Q extends z.ZodObject, Row, Answer> extends Reading<P, Q, Row, Answer> {
  readonly find: Ask<P, Q, [wanted: CursorWanted], CursorPage<Row>>;
}

/** A file instead of a JSON object as the body. */
export interface Upload {
  /** Media types that it may have; the first is the one in the documents. */
  readonly types: readonly string[];
  readonly maxBytes: number;
}

export interface ActionOperation<P extends z.ZodObject, Q extends z.ZodObject, B extends BodySchema> extends Described<P, Q, B> {
  readonly answer: z.ZodType | null;
  /** Its content is looked at while it comes, and changes nothing: it is no part of how repeated requests are recognised. */
  readonly upload?: Upload;
  readonly respond: (asked: AskedToWrite<z.output<P>, z.output<Q>, z.output<B>>, services: Services) => Promise<Reply | Refused>;
}
