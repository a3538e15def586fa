/** Id of the aggregate that a stream belongs to: `corpus-<id>` → `<id>`. */
export const streamId = (recorded: { readonly stream: string }): string => recorded.stream.slice(recorded.stream.indexOf('-') + 1);
