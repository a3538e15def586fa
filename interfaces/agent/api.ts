import { z } from 'zod';
import { HttpError, requestJson, Unreachable } from './http.ts';
import type { JsonRequest } from './http.ts';
import type { ServerAddress } from './server-address.ts';
import type { Session } from './session.ts';
import { actions, createdArtifact, definition } from './wire.ts';
import type { Actions, Definition, Report } from './wire.ts';

export interface PollQuery {
  readonly cpuLoad: number;
  readonly ramLoad: number;
  /** seconds the answer may be held back */
  readonly wait: number;
  /** `<task id>.<term>.<phase>` */
  readonly tasks: readonly string[];
}

export interface NewArtifact {
  readonly path: string;
  readonly size: number;
  readonly content_type: string;
}

const timeoutMs = 60_000;

/** The operations of the server that an agent uses, each a single attempt (and one more with a new token after a 401). */
export class AgentApi {
  readonly #address: ServerAddress;
  readonly #session: Session;

  constructor(address: ServerAddress, session: Session) {
    this.#address = address;
    this.#session = session;
  }

  get origin(): string {
    return this.#address.origin;
  }

  /** RetrieveAgentActions */
  actions({ cpuLoad, ramLoad, wait, tasks }: PollQuery, signal: AbortSignal): Promise<Actions> {
    const url = this.#address.api('agent/actions/');
    url.search = new URLSearchParams({ cpu_load: cpuLoad.toFixed(3), ram_load: ramLoad.toFixed(3), wait: String(wait) }).toString();
    for (const task of tasks) url.searchParams.append('task', task);
    return this.#call(actions, { method: 'GET', url, signal, timeoutMs: (wait + 10) * 1000 });
  }

  /** RetrieveTaskDefinition */
  definition(task: string): Promise<Definition> {
    return this.#call(definition, { method: 'GET', url: this.#address.api(`task/${task}/definition/`), timeoutMs });
  }

  /** PartialUpdateTaskFromAgent */
  async report(task: string, term: number, report: Report): Promise<void> {
    const url = this.#address.api(`task/${task}/from-agent/`);
    await this.#call(z.unknown(), { method: 'PATCH', url, body: { ...report, term }, timeoutMs });
  }

  /** CreateArtifact. Answers the signed URL for its content. */
  async createArtifact(task: string, artifact: NewArtifact): Promise<string> {
    const url = this.#address.api(`task/${task}/artifacts/`);
    return (await this.#call(createdArtifact, { method: 'POST', url, body: artifact, timeoutMs })).s3_put_url;
  }

  async #call<T>(shape: z.ZodType<T>, request: JsonRequest): Promise<T> {
    try {
      const token = await this.#session.token();
      try {
        return await requestJson(shape, { ...request, token });
      } catch (error) {
        if (!(error instanceof HttpError && error.status === 401)) throw error;
        return await requestJson(shape, { ...request, token: await this.#session.token(token) });
      }
    } catch (error) {
      if (error instanceof Unreachable) this.#address.lookAgain();
      throw error;
    }
  }
}
