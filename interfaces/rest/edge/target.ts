import type { TargetKind } from '../../../application/ports/identity/memberships.ts';
import type { Services } from './services.ts';

/** The thing on which a right is needed, found from a request. */
export interface Located {
  /** `user`: it belongs to one user alone; its id is the user's. */
  readonly kind: TargetKind | 'user';
  readonly id: string;
  /** The process that the request is about, where there is one: what makes it a task's own. */
  readonly processId?: string;
}

export interface Target<A> {
  /** Null: there is no such thing. Asked again after the read side has caught up, before that is believed. */
  readonly locate: (asked: A, services: Services) => Promise<Located | null>;
  /** Set where not the path but this field names the thing: an unreadable one is then a wrong value of it (400), not a 404. */
  readonly field?: string;
}

/**
 * A way from the path to the thing that decides: `located(async ({ path }, { db }) => …)`. Write one per resource, in its folder, and share it:
 *
 *   export const corpusOfProcess = located(async (asked: { readonly path: { readonly id: string } }, { db }) => {
 *     const row = await db.selectFrom('processes').select('corpusId').where('id', '=', asked.path.id).executeTakeFirst();
 *     return row?.corpusId ? { kind: 'corpus', id: row.corpusId, processId: asked.path.id } : null;
 *   });
 */
export const located = <Path>(locate: Target<{ readonly path: Path }>['locate']): Target<{ readonly path: Path }> => ({ locate });

/** The thing whose id is this parameter of the path: `named('corpus', 'id')`. */
export const named = <Param extends string>(
  kind: TargetKind,
  param: Param,
): Target<{ readonly path: Readonly<Record<Param, string>> }> => ({
  locate: async ({ path }) => ({ kind, id: path[param] }),
});

/** The thing whose id is this field of the body: `inBody('corpus', 'corpus')`; unreadable → 400 naming the field. */
export const inBody = <Field extends string>(
  kind: TargetKind,
  field: Field,
): Target<{ readonly body: Readonly<Record<Field, string>> }> => ({
  field,
  locate: async ({ body }) => ({ kind, id: body[field] }),
});

/** As `located`, for what a field of the body, or a parameter of the query, names. */
export const locatedBy = <A>(field: string, locate: Target<A>['locate']): Target<A> => ({ locate, field });
