"""Measures the site at any size: listings made up from real facts, a load, a floor to compare with, and a peer.

From the bottom up:

- `facts`: what regions are known for, as the database has it
- `listings`: made-up makers and their listings, the same for the same seed
- `loading`: all of it into a migrated database, with progress

`python -m bench --help` says how to run it, `docs/speed.md` what came out.
"""
