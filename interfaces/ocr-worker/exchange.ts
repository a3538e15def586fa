export type Reply = { readonly status: number; readonly retryAfterMs: number; readonly body: Buffer };

/**
 * One request and its whole answer. Rejects when the connection fails at any point before the last byte, and when nothing arrives for
 * `idleMs`, however long the answer takes as a whole. Redirects are followed.
 */
export async function exchange(url: string, init: RequestInit, idleMs: number): Promise<Reply> {
  const silence = new AbortController();
  const give = (): void => silence.abort(new Error(`nothing came for ${idleMs / 1000} s`));
  let timer = setTimeout(give, idleMs);
  try {
    const response = await fetch(url, { ...init, signal: silence.signal });
    const parts: Uint8Array[] = [];
    for await (const part of response.body ?? []) {
      parts.push(part);
      clearTimeout(timer);
      timer = setTimeout(give, idleMs);
    }
    return { status: response.status, retryAfterMs: demandedWait(response.headers.get('retry-after')), body: Buffer.concat(parts) };
  } finally {
    clearTimeout(timer);
  }
}

/** `Retry-After` in milliseconds, of which a server may demand 30 s at most. Only its form in seconds is understood. */
function demandedWait(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1000, 0), 30_000) : 0;
}

/** `fetch` says "fetch failed" and hides the reason below. */
export function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : rootMessage(error.cause);
}
