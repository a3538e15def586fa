/** Every table that people read, by name: the one place where a query learns which exist. Columns are the rows' properties. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled line by line, one per read model
export interface Tables {}
