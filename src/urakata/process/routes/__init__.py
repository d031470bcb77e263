"""Who is asked, in which order, and why: from what a route says to people."""
