/** An answer that is no success, in the server's own words. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(method: string, path: string, status: number, body: unknown) {
    super(`${method} ${path} answered ${status}: ${sentences(body)}`);
    this.name = 'ApiFailure';
    this.status = status;
    this.body = body;
  }
}

/** `{field: [sentence]}` or `{detail}` → text. */
function sentences(body: unknown): string {
  if (typeof body !== 'object' || body === null) return String(body);
  const { problems: _p, request_id: _r, ...fields } = body as Record<string, unknown>;
  return Object.entries(fields)
    .map(([field, said]) => (field === 'detail' ? String(said) : `${field}: ${[said].flat().join(' ')}`))
    .join('; ');
}

/** Nobody listens at the address. */
export class ServerAway extends Error {
  constructor(url: string, cause: unknown) {
    super(`There is no Colophon at ${url}. Start one with "npm start", or name another with --url.`, { cause });
    this.name = 'ServerAway';
  }
}

interface Listed {
  readonly results: readonly unknown[];
  readonly next: string | null;
}

/** The REST API as the commands use it: one user's token, JSON in and out. */
export class Api {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url.replace(/(\/api\/v1)?\/*$/, '');
    this.#token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#call<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#call<T>('PATCH', path, body);
  }

  /** Every row of a page list or a cursor list. */
  async all<T>(path: string): Promise<readonly T[]> {
    const rows: T[] = [];
    for (let next: string | null = path; next !== null;) {
      const page: Listed = await this.get<Listed>(next);
      rows.push(...(page.results as T[]));
      next = page.next;
    }
    return rows;
  }

  /** The bytes of an artifact or another download, redirects followed. */
  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.#fetch('GET', path);
    if (!response.ok) throw new ApiFailure('GET', path, response.status, await response.text());
    return new Uint8Array(await response.arrayBuffer());
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    const answer: unknown = text === '' ? null : parsed(text);
    if (!response.ok) throw new ApiFailure(method, path, response.status, answer);
    return answer as T;
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const headers = { Authorization: `Token ${this.#token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) };
    const url = path.startsWith('http') ? path : `${this.url}/api/v1${path}`;
    try {
      return await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    } catch (error) {
      throw new ServerAway(this.url, error);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
