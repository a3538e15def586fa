/** Random ids, for commands that nobody gave one. */
export interface Ids {
  next(): string;
}
