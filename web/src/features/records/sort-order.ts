/** The order of a list is the order of its grid. */
export * from "@/grid/sort-keys";
