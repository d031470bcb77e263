"""Urakata (裏方): apps made of forms and ledgers, for back offices."""
