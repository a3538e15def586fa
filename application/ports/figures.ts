/** What a program counts of itself as it works, for those who watch it. Never fails, never waits. */
export interface Figures {
  /** A request was answered; `operation` is its id, or what kind of address it was when no operation has it. */
  request(answered: { readonly operation: string; readonly method: string; readonly status: number; readonly seconds: number }): void;
  /** `refused`: by a rule of the log (a revision, a size); `away`: the store did not take it. */
  append(done: { readonly outcome: 'written' | 'repeated' | 'refused' | 'away'; readonly events: number; readonly seconds: number }): void;
}
