/** Why a task waits, for people (`message`) and for programs (`code` and its data). */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly [data: string]: unknown;
}

export const reason = (code: string, message: string, data: Readonly<Record<string, unknown>> = {}): Reason => ({ code, message, ...data });
