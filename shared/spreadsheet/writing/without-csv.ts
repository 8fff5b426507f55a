/**
 * Stands in for fast-csv in the bundles (infra/bundles.ts): the library that writes workbooks loads it for CSV files, which
 * it neither reads nor writes for us.
 */
export {};
