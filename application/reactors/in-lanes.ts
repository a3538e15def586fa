/** Runs the work for every item, at most `width` at once, and rejects with the first failure once what runs has ended. */
export async function inLanes<Item>(items: Iterable<Item>, width: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async (first: Item): Promise<void> => {
    let next: IteratorResult<Item> = { value: first };
    for (; !next.done && failures.length === 0; next = queue.next()) {
      await work(next.value).catch((failure: unknown) => failures.push(failure));
    }
  };
  const lanes: Promise<void>[] = [];
  for (let next = queue.next(); !next.done; next = queue.next()) {
    lanes.push(lane(next.value));
    if (lanes.length === width) break;
  }
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
}
