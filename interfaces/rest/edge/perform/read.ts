import { secondLook } from '../../../../application/ports/look/look.ts';
import type { Asked } from '../asked.ts';
import { cursorBody, pageBody } from '../lists/list-body.ts';
import { cursorWanted, pageWanted } from '../lists/part-wanted.ts';
import type { AnyRead } from '../operation.ts';
import { edgeRefusal } from '../refusals/edge-refusal.ts';
import { json, type Reply } from '../reply.ts';
import type { Services } from '../services.ts';

/** One query, one shape. `url` is the absolute address of the request, for the links of lists. @throws EdgeRefusal not_found */
export async function performRead(operation: AnyRead, asked: Asked, url: URL, services: Services): Promise<Reply> {
  const mapper = typeof operation.shows === 'function' ? operation.shows(asked) : operation.shows;
  const present = (rows: readonly unknown[]) => mapper.present(rows, { ...services, asked });
  switch (operation.list) {
    case null: {
      const row = await secondLook(
        services.look,
        () => operation.find(asked, services),
        (found) => found === undefined,
      );
      if (row === undefined) throw edgeRefusal('not_found');
      return json((await present([row]))[0]);
    }
    case 'array':
      return json(await present(await operation.find(asked, services)));
    case 'page': {
      const numbers = pageWanted(asked.query as object);
      const { count, rows } = await operation.find(asked, services, { offset: numbers.offset, limit: numbers.limit });
      return json(pageBody(url, numbers, count, await present(rows)));
    }
    case 'cursor': {
      const part = await operation.find(asked, services, cursorWanted(asked.query as object));
      return json(cursorBody(url, part, await present(part.rows)));
    }
  }
}
