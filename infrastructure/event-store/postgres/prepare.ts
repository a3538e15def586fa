import type { Connection } from 'pg';
import { Exchange } from './exchange.ts';

/** Makes a statement known to its connection under a name. */
export class Prepare extends Exchange<void> {
  readonly name: string;
  readonly text: string;

  constructor(name: string, text: string) {
    super();
    this.name = name;
    this.text = text;
  }

  protected override send(connection: Connection): void {
    connection.parse({ name: this.name, text: this.text, types: [] }, true);
  }

  protected override result(): void {}
}
