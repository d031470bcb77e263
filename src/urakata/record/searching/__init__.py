"""検索: words looked for everywhere: apps, people, records, comments and files, as far as one may see."""
