"""What the screen's sources promise the server and the reader."""
