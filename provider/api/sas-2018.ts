/** What all operations of Sas 2018-12-03 share; those that differ say so. */
export const sas2018 = {
  product: "sas",
  version: "2018-12-03",
  verb: "POST",
  in: "query",
} as const;
