"""Measurements and proofs that can be repeated: `bin/bench NAME`, `bin/prove NAME`."""
