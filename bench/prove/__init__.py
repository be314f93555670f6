"""The long proofs: what a test is too short to show. Each is a module that is run by `bin/prove NAME`."""
