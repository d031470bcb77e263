"""Who did what, when and from where: written once, changed never."""
