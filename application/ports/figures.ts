/** What a program counts of itself as it works, for those who watch it. Never fails, never waits. */
export interface Figures {
  /** A request was answered; `operation` is its id, or what kind of address it was when no operation has it. */
  request(answered: { readonly operation: string; readonly method: string; readonly status: number; readonly seconds: number }): void;
  /** `taken`: written, now or when it was sent before; `refused`: by a rule of the log (a revision, a size); `away`: not taken. */
  append(done: { readonly outcome: 'taken' | 'refused' | 'away'; readonly events: number; readonly seconds: number }): void;
}
