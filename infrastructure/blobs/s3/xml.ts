import { XMLParser } from 'fast-xml-parser';

/** Some write signs in names as numbers, `&#x27;`, which the parser takes for HTML. */
const parser = new XMLParser({ parseTagValue: false, htmlEntities: true, isArray: (name) => name === 'Contents' });

/** The elements of a document's root, as text or as elements; none where the root is another. */
export function parsedXml(text: string, root: string): Readonly<Record<string, unknown>> {
  const found: unknown = (parser.parse(text) as Readonly<Record<string, unknown>>)[root];
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
}
