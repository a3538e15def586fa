/** What is wrong with an image that cannot be decoded, in a sentence; the decoder's own words stay in it. */
export const problemOf = (error: unknown): string => {
  const words = error instanceof Error ? error.message.split('\n')[0]?.trim() : String(error);
  return `The image cannot be read: ${words}.`.replace(/\.\.$/, '.');
};
