/** The ids among these values, each once: what a mapper asks the tables about. */
export const idsOf = (values: readonly (string | null)[]): readonly string[] => [...new Set(values)].filter((value) => value !== null);
