import { XMLParser } from 'fast-xml-parser';

interface Region {
  readonly id: string;
  readonly TextLine?: readonly { readonly TextEquiv?: readonly { readonly Unicode?: unknown }[] }[];
  readonly TextRegion?: readonly Region[];
}

interface Page {
  readonly imageFilename?: string;
  readonly TextRegion?: readonly Region[];
  readonly ReadingOrder?: unknown;
}

const lists = new Set([
  'TextRegion',
  'TextLine',
  'TextEquiv',
  'RegionRefIndexed',
  'RegionRef',
  'OrderedGroup',
  'UnorderedGroup',
  'OrderedGroupIndexed',
]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => lists.has(name),
});

/** The image that a PAGE XML document is about and its text: a line per text line, regions in reading order. Null for other documents. */
export function pageText(xml: string): { readonly image: string; readonly text: string } | null {
  const document = parsed(xml);
  const page = document?.PcGts?.Page;
  if (!page?.imageFilename) return null;
  const order = references(page.ReadingOrder);
  const place = ({ id }: Region): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const regions = [...flat(page.TextRegion ?? [])].sort((a, b) => place(a) - place(b));
  const lines = regions.flatMap(({ TextLine = [] }) => TextLine.map((line) => String(line.TextEquiv?.[0]?.Unicode ?? '')));
  return { image: page.imageFilename, text: lines.filter((line) => line !== '').join('\n') };
}

function parsed(xml: string): { readonly PcGts?: { readonly Page?: Page } } | null {
  try {
    return parser.parse(xml) as { readonly PcGts?: { readonly Page?: Page } };
  } catch {
    return null;
  }
}

const flat = (regions: readonly Region[]): readonly Region[] => regions.flatMap((region) => [region, ...flat(region.TextRegion ?? [])]);

/** Ids of regions in reading order, groups in groups followed. */
function references(order: unknown): readonly string[] {
  if (typeof order !== 'object' || order === null) return [];
  if (Array.isArray(order)) return [...order].sort((a, b) => indexOf(a) - indexOf(b)).flatMap(references);
  const { regionRef, ...rest } = order as Record<string, unknown>;
  return [...(typeof regionRef === 'string' ? [regionRef] : []), ...Object.values(rest).flatMap(references)];
}

const indexOf = (item: unknown): number => Number((item as { readonly index?: string } | null)?.index ?? 0);
