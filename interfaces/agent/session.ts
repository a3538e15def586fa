import { HttpError, requestJson } from './http.ts';
import type { Identity } from './identity.ts';
import { hardware } from './machine.ts';
import type { ServerAddress } from './server-address.ts';
import type { AgentSettings } from './settings.ts';
import { refreshed, registered } from './wire.ts';

/** The server does not take this agent: a wrong seed, an unknown farm, a clock that is wrong by minutes. */
export class RegistrationRefused extends Error {}

interface Held {
  readonly accessToken: string;
  readonly renewAt: number;
  readonly refreshToken: string;
  readonly refreshed: boolean;
}

const timeoutMs = 30_000;

/** A minute before its end; never at once, or a clock that runs ahead of the server's would renew it for every request. */
const renewalOf = (expires: Date): number => Math.max(Date.now() + 10_000, expires.getTime() - 60_000);

/** The agent's tokens: registers when it has none, renews the access token before it ends and when it is refused. */
export class Session {
  readonly #settings: AgentSettings;
  readonly #identity: Identity;
  readonly #address: ServerAddress;
  #held: Held | null = null;
  #renewing: Promise<Held> | null = null;

  constructor(settings: AgentSettings, identity: Identity, address: ServerAddress) {
    this.#settings = settings;
    this.#identity = identity;
    this.#address = address;
  }

  /** A valid access token, as far as known. `refused` is one that the server has just answered with 401. */
  async token(refused?: string): Promise<string> {
    if (this.#held && this.#held.accessToken !== refused && Date.now() < this.#held.renewAt) return this.#held.accessToken;
    this.#renewing ??= this.#renew(refused).finally(() => (this.#renewing = null));
    return (await this.#renewing).accessToken;
  }

  /** The next token comes from a new registration. */
  forget(): void {
    this.#held = null;
  }

  async #renew(refused: string | undefined): Promise<Held> {
    const held = this.#held;
    const freshRefused = held?.refreshed && held.accessToken === refused;
    this.#held = (held && !freshRefused ? await this.#refresh(held) : null) ?? (await this.#register());
    return this.#held;
  }

  async #refresh({ refreshToken }: Held): Promise<Held | null> {
    try {
      const body = { refresh_token: refreshToken };
      const answer = await requestJson(refreshed, { method: 'POST', url: this.#address.api('agent/refresh/'), body, timeoutMs });
      return { accessToken: answer.access_token, renewAt: renewalOf(answer.access_expires), refreshToken, refreshed: true };
    } catch (error) {
      if (error instanceof HttpError && error.status < 500) return null;
      throw error;
    }
  }

  async #register(): Promise<Held> {
    const { farm, seed, hostname } = this.#settings;
    const issuedAt = new Date().toISOString();
    const body = {
      farm_id: farm,
      seed,
      hostname,
      public_key: this.#identity.publicKey,
      issued_at: issuedAt,
      signature: this.#identity.sign(farm, issuedAt, hostname),
      ...hardware(this.#settings),
    };
    try {
      const answer = await requestJson(registered, { method: 'POST', url: this.#address.api('agent/'), body, timeoutMs });
      const renewAt = renewalOf(answer.access_expires);
      return { accessToken: answer.access_token, renewAt, refreshToken: answer.refresh_token, refreshed: false };
    } catch (error) {
      if (error instanceof HttpError && [400, 401, 403, 404].includes(error.status)) throw new RegistrationRefused(error.message);
      throw error;
    }
  }
}
