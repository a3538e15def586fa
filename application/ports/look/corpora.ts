export interface CorporaLook {
  /** Ids of the project's element types that have one of these slugs, by slug. */
  typeIds(corpusId: string, slugs: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
