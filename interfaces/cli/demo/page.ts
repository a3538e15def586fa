/** A page to show a worker: a name, how to get its bytes, and its text where that is known. */
export interface DemoPage {
  /** Unique among the pages; for scans the file's name, and the page's number where the file has several. */
  readonly name: string;
  read(): Promise<Uint8Array>;
  readonly truth: string | null;
}
