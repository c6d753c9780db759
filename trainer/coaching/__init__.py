"""The coaching room: what to do differently, found by playing the call again with one turn put right; and hints."""
