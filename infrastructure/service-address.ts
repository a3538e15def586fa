import { z } from 'zod';

/** What would be read as another part of the address, and % itself. */
const mistaken = '/ as %2F, ? as %3F, # as %23, @ as %40, % as %25';

/**
 * The address of an engine, most with a name and a password in it.
 * @param scheme how it begins
 * @param form an example, for the error
 * @param shape what else it must look like; several hosts, as EventStoreDB has them, are no URL
 */
export const serviceAddress = (scheme: RegExp, form: string, shape: (text: string) => boolean = (text) => URL.canParse(text)) =>
  z
    .string()
    .refine(
      (text) => scheme.test(text) && isDecodable(text) && shape(text),
      `it must have the form ${form}, in names and passwords ${mistaken}`,
    );

/** Hosts and their ports, and before them perhaps a name and a password; nothing of these in path or query. */
export const hasHosts = (text: string): boolean => /^[^/]+:\/\/([^@/?#]+@)?[^@/?#]+(\/[^@?#]*)?(\?[^@#]*)?$/.test(text);

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
