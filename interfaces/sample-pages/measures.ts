/** The page in pixels: a small quarto at about 200 dpi, so that the letters are tall enough for a recogniser and the file stays small. */
export const width = 1200;
export const height = 1700;
export const margin = { left: 130, right: 130, top: 190 } as const;
export const heading = { size: 54, below: 92 } as const;
export const body = { size: 41, leading: 56, indent: 44 } as const;
