/** The part of the package that the sample pages use; its published types would bring the browser's globals into the project. */
declare module 'opentype.js' {
  export type PathCommand =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | {
        readonly type: 'C';
        readonly x1: number;
        readonly y1: number;
        readonly x2: number;
        readonly y2: number;
        readonly x: number;
        readonly y: number;
      }
    | { readonly type: 'Z' };
  export type Glyph = {
    readonly index: number;
    getPath(x: number, y: number, size: number): { readonly commands: readonly PathCommand[] };
  };
  export type Options = { readonly features: { readonly liga: boolean } };
  export type Font = {
    getAdvanceWidth(text: string, size: number, options: Options): number;
    /** Calls back for every glyph of a text that begins at (x, y), with the place of its own origin. */
    forEachGlyph(
      text: string,
      x: number,
      y: number,
      size: number,
      options: Options,
      each: (glyph: Glyph, x: number, y: number) => void,
    ): number;
    hasChar(character: string): boolean;
  };
  const opentype: { parse(bytes: ArrayBuffer): Font };
  export default opentype;
}
