/** What a test tells a program to do. */
export type Order = 'open' | 'write' | 'close';

/** What the program answers. */
export type Answer =
  | { readonly kind: 'ready' | 'closed' | 'reopened' }
  | { readonly kind: 'opened'; readonly started: string }
  | { readonly kind: 'acknowledged'; readonly row: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
