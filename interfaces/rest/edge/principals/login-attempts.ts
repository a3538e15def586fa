import type { Clock } from '../../../../application/ports/clock.ts';

const windowMs = 15 * 60_000;
const mostFailures = 10;

/** Slows down guessing of passwords: ten failed logins per address and e-mail in 15 minutes, then none is tried any more. */
export class LoginAttempts {
  readonly #clock: Clock;
  readonly #failures = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds until a login may be tried again; 0 = now. */
  waitFor(address: string, email: string): number {
    const recent = this.#recent(keyOf(address, email));
    const [oldest] = recent;
    return recent.length < mostFailures || oldest === undefined ? 0 : Math.ceil((oldest + windowMs - this.#now()) / 1000);
  }

  failed(address: string, email: string): void {
    this.#forgetOld();
    const key = keyOf(address, email);
    this.#failures.set(key, [...this.#recent(key), this.#now()]);
  }

  succeeded(address: string, email: string): void {
    this.#failures.delete(keyOf(address, email));
  }

  #recent(key: string): readonly number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > this.#now() - windowMs);
  }

  #forgetOld(): void {
    for (const key of this.#failures.keys()) if (this.#recent(key).length === 0) this.#failures.delete(key);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

const keyOf = (address: string, email: string): string => `${address} ${email.trim().toLowerCase()}`;
