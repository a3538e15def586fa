import type { Connection, Submittable } from 'pg';
import { storeError } from './away.ts';

/** A row as the server sends it: every value as text. */
export type TextRow = readonly (string | null)[];

/**
 * Messages that go to the server in one go and make one transaction: the driver's own extension point (`Submittable`), by which a
 * statement does without what its general way costs at every call: the description of columns that are known, and an object of results.
 */
export abstract class Exchange<Answer> implements Submittable {
  readonly #settled = Promise.withResolvers<Answer>();

  /** @throws StoreUnavailable, and the errors of the server */
  get answer(): Promise<Answer> {
    return this.#settled.promise;
  }

  protected abstract send(connection: Connection): void;
  protected abstract result(): Answer;

  submit(connection: Connection): null {
    connection.stream.cork();
    this.send(connection);
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleReadyForQuery(): void {
    this.#settled.resolve(this.result());
  }

  handleError(error: Error): void {
    this.#settled.reject(storeError(error));
  }

  handleDataRow(_message: { readonly fields: TextRow }): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}
