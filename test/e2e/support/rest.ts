/** An answer as it came; a body that is no JSON is text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Listed<T> {
  readonly results: readonly T[];
  readonly next: string | null;
}

interface Asked {
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API as one caller sees it. */
export class Rest {
  readonly url: string;
  readonly authorization: string | null;

  /** `authorization` is the whole header, as `Token …`; null: nobody in particular. */
  constructor(url: string, authorization: string | null) {
    this.url = url;
    this.authorization = authorization;
  }

  /** The same caller at another address. */
  at(url: string): Rest {
    return new Rest(url, this.authorization);
  }

  /** Any answer. Rejects when there is none. */
  async ask(method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.url}/api/v1${path}`;
    const sent = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await fetch(url, {
      method,
      headers: {
        ...(this.authorization === null ? {} : { Authorization: this.authorization }),
        ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  }

  get<T>(path: string): Promise<T> {
    return this.#must<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#must<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#must<T>('PATCH', path, body);
  }

  /** Every row of a list. */
  async all<T>(path: string): Promise<readonly T[]> {
    const rows: T[] = [];
    for (let next: string | null = path; next !== null;) {
      const page: Listed<T> = await this.get<Listed<T>>(next);
      rows.push(...page.results);
      next = page.next;
    }
    return rows;
  }

  async #must<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.ask(method, path, body ? { body } : {});
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
