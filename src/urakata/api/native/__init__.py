"""Our own API under ``/api/v1``: what goes beyond kintone's."""
