"""職務権限表: who decides what, as records of an app that routes are resolved from."""
