import { z } from 'zod';
import type { CursorWanted, PageWanted } from '../../../../application/ports/paging.ts';
import type { AnyRead } from '../operation.ts';
import { flag, integer, text } from '../query-values.ts';
import { decodeCursor } from './cursor.ts';

/** Parameters of lists, declared last (api.md §1.6). */
const pageParameters = z.object({ page: integer({ min: 1 }).optional(), page_size: integer({ min: 1 }).optional() });
const cursorParameters = z.object({ cursor: text().optional(), page_size: integer({ min: 1 }).optional(), with_count: flag().optional() });

const none = z.object({});

/** The whole query of a read: what it declares and what its list needs. */
export function querySchema(operation: { readonly query?: z.ZodObject; readonly list?: AnyRead['list'] }): z.ZodObject {
  const declared = operation.query ?? none;
  if (operation.list === 'page') return declared.extend(pageParameters.shape);
  if (operation.list === 'cursor') return declared.extend(cursorParameters.shape);
  return declared;
}

export interface PageNumbers extends PageWanted {
  readonly page: number;
}

/** 20 a page unless asked, at most 500. */
export function pageWanted(query: z.output<typeof pageParameters>): PageNumbers {
  const limit = Math.min(query.page_size ?? 20, 500);
  const page = query.page ?? 1;
  return { page, limit, offset: (page - 1) * limit };
}

/** 100 at a time unless asked, at most 1,000. @throws EdgeRefusal for a bad cursor */
export const cursorWanted = (query: z.output<typeof cursorParameters>): CursorWanted => ({
  after: query.cursor === undefined ? null : decodeCursor(query.cursor),
  limit: Math.min(query.page_size ?? 100, 1000),
  withCount: query.with_count ?? false,
});
