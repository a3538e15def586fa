/** One step of the database's own tables (never of the read models: the engine makes those). Never changed once released. */
export interface Migration {
  /** Numbered; the order of the list is the order of running. */
  readonly name: string;
  readonly sql: string;
}
