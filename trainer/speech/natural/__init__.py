"""Natural voices from packages, by onnxruntime alone, in worker processes: 'joe', quick, and Kokoro, richer."""
