import { refusal, type Refusal, type RefusalCode } from '../../../../domain/kernel/refusal.ts';

/** The request ends here with these reasons. Thrown inside the edge only; `status` where the codes do not say it (405, 415, 429). */
export class EdgeRefusal extends Error {
  readonly refusals: readonly Refusal[];
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    refusals: readonly Refusal[],
    { status = null, headers = {} }: { status?: number | null; headers?: Record<string, string> } = {},
  ) {
    super(refusals.map(({ code }) => code).join(', '));
    this.name = 'EdgeRefusal';
    this.refusals = refusals;
    this.status = status;
    this.headers = headers;
  }
}

/** One reason. */
export const edgeRefusal = (code: RefusalCode, params: Readonly<Record<string, unknown>> = {}): EdgeRefusal =>
  new EdgeRefusal([refusal(code, { params })]);

/** A field of the request is wrong; `__all__` = the request as a whole. */
export const invalid = (field: string, message: string): Refusal => refusal('validation_failed', { field, params: { message } });

/** A refusal that has a status of HTTP and no code of the domain. */
export const httpRefusal = (status: number, message: string, headers: Record<string, string> = {}): EdgeRefusal =>
  new EdgeRefusal([refusal('validation_failed', { params: { message } })], { status, headers });
