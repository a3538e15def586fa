import type { Refusal } from '../../../../domain/kernel/refusal.ts';
import { sentenceOf } from './messages.ts';
import { fieldOf, statusOf } from './status.ts';

export interface ErrorAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Refusals as Arkindex clients read them (api.md §1.7): a 400 has a list of sentences per field, the rest a `detail`; the codes
 * stand beside it. `id` of a name or an image that is there already is a text of its own, by which clients go on with what there is.
 */
export function errorAnswer(refusals: readonly Refusal[], requestId: string, status = statusOf(refusals)): ErrorAnswer {
  const problems = refusals.map((refusal) => ({
    code: refusal.code,
    field: status === 400 ? fieldOf(refusal) : (refusal.field ?? null),
    params: refusal.params ?? {},
  }));
  const end = { problems, request_id: requestId };
  if (status === 400) return { status, body: { ...byField(refusals), ...known(refusals), ...end } };
  const detail = refusals.map(sentenceOf).join(' ');
  return { status, body: { detail, ...(refusals.some(({ code }) => code === 'activity_conflict') ? { __all__: [detail] } : {}), ...end } };
}

function byField(refusals: readonly Refusal[]): Record<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const refusal of refusals) fields.set(fieldOf(refusal), [...(fields.get(fieldOf(refusal)) ?? []), sentenceOf(refusal)]);
  return Object.fromEntries(fields);
}

function known(refusals: readonly Refusal[]): { readonly id?: string } {
  const ids = refusals.filter(({ code }) => code === 'name_taken' || code === 'image_exists').map(({ params }) => params?.['id']);
  return typeof ids[0] === 'string' ? { id: ids[0] } : {};
}

/** The same as an RFC 9457 document, for clients that ask for it and nothing else. */
export const problemDocument = ({ status, body }: ErrorAnswer, title: string): Readonly<Record<string, unknown>> => ({
  type: 'about:blank',
  title,
  status,
  ...body,
});

/** What clients of the later generation read besides (api.md §4.1): a kind, and the place of each error as a path. */
export function laterKeys({ status, body }: ErrorAnswer, refusals: readonly Refusal[]): Readonly<Record<string, unknown>> {
  const kind = status === 400 ? 'validation_error' : status < 500 ? 'client_error' : 'server_error';
  const errors = refusals.map((refusal) => ({ attr: placeOf(refusal), code: refusal.code, detail: sentenceOf(refusal) }));
  return { ...body, ...('type' in body ? {} : { type: kind }), errors };
}

function placeOf(refusal: Refusal): readonly (string | number)[] | null {
  const field = fieldOf(refusal);
  return field === '__all__' ? null : field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
