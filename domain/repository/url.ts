import { z } from 'zod';
import { naturalId } from '../kernel/ids.ts';

/**
 * One address for one repository: https, lower-case host, no `.git`, no trailing slash, no credentials.
 * `git@host:group/x.git` is taken too. Null: it is no address of a repository.
 */
export function normalisedUrl(given: string): string | null {
  const text = given.trim().replace(/^(?:ssh:\/\/)?git@([^/:]+)[:/]/, 'https://$1/');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { host, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return path === '' ? null : `https://${host}${path}`;
}

/** The address of a repository as requests give it; it comes out normalised. */
export const repositoryUrl = z.string().transform((given, context) => {
  const url = normalisedUrl(given);
  if (url !== null) return url;
  context.addIssue('This is not the https address of a Git repository.');
  return z.NEVER;
});

export const repositoryIdOf = (url: string): string => naturalId(url);

/** What the provider of a repository is called: its host. */
export const providerOf = (url: string): string => new URL(url).host;
