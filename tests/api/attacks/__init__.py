"""What somebody who means harm would try, and what he gets."""
