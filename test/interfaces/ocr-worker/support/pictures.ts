import sharp from 'sharp';

/** An empty sheet, as an image server would send it. */
export const blankSheet = (width = 800, height = 1000): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer();

/** A JPEG of which only the first half has arrived; noise, so that it is long. */
export async function truncatedJpeg(): Promise<Buffer> {
  const whole = await sharp({
    create: { width: 400, height: 400, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 50 } },
  })
    .jpeg()
    .toBuffer();
  return whole.subarray(0, Math.floor(whole.length / 2));
}
