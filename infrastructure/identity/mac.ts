import { createHmac, timingSafeEqual } from 'node:crypto';

/** Keyed digest of a message for one purpose: a token of one kind never passes for another. */
export const mac = (key: string, purpose: string, message: string): string =>
  createHmac('sha256', key).update(`${purpose}\n${message}`).digest('base64url');

/** Compares without telling by its time how much is right. */
export function isMac(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
