/**
 * The origins in a list like `https://pages.example.org,http://localhost:3000`, as browsers write them.
 * @throws Error naming what is none
 */
export const originList = (list: string): readonly string[] =>
  list.split(',').flatMap((entry) => (entry.trim() === '' ? [] : originOf(entry.trim())));

function originOf(entry: string): string {
  const url = URL.canParse(entry) ? new URL(entry) : null;
  const bare = url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(entry.toLowerCase());
  if (!bare) throw new Error(`"${entry}" is no origin: give scheme, host and port if any, as in https://pages.example.org, and no path`);
  return url.origin;
}
