import type { Connection } from 'pg';
import { Exchange, type TextRow } from './exchange.ts';

/** A prepared statement with its parameters as text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: (string | null)[];
}

/** Runs prepared statements one after the other in one transaction; gives the rows of each. */
export class Run extends Exchange<readonly (readonly TextRow[])[]> {
  readonly #statements: readonly Statement[];
  readonly #results: TextRow[][] = [[]];

  constructor(statements: readonly Statement[]) {
    super();
    this.#statements = statements;
  }

  override handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#results.at(-1)?.push(fields);
  }

  override handleCommandComplete(): void {
    this.#results.push([]);
  }

  protected override send(connection: Connection): void {
    for (const { name, values } of this.#statements) {
      connection.bind({ statement: name, values }, true);
      connection.execute({}, true);
    }
  }

  protected override result(): readonly (readonly TextRow[])[] {
    return this.#results;
  }
}
