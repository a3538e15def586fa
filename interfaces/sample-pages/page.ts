/**
 * A page whose text is known exactly, because it is set from it.
 *
 * `name` is fit for a file name, `language` is the code of the recogniser's language data, and `truth` is the heading and the paragraphs in
 * reading order with an empty line between them.
 */
export type SamplePage = { readonly name: string; readonly language: 'eng'; readonly truth: string };

export function page(name: string, heading: string, ...paragraphs: readonly string[]): SamplePage {
  return { name, language: 'eng', truth: [heading, ...paragraphs].join('\n\n') };
}
