const lineFeed = 0x0a;

/** Lines by their line feeds alone, as bytes; the last one `ended: false` when the file does not end with one. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly ended: boolean }> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      yield { bytes: Buffer.concat([...begun, chunk.subarray(from, to)]), ended: true };
      begun = [];
      from = to + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) yield { bytes: Buffer.concat(begun), ended: false };
}
