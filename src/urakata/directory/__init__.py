"""Who: people, organizations (a tree), titles, groups, tokens; who is signed in. Knows no apps."""
