"""« Je suis là »: a code on the screen of the room, which changes; whoever scans it is announced, not marked."""
