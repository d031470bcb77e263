"""kintone's REST API: wire conventions, endpoints, errors."""
