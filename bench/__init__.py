"""Measures the site at any size: listings made up from real facts, a load, a floor to compare with, and a peer.

From the bottom up:

- `facts`, `draws`, `designs`, `makers`: made-up makers and their listings, the same for the same seed
- `words`, `bare`, `loading`: all of it into a database, in bulk; `databases`: those of a run
- `client`, `processes`, `servers`: asks, reads what the kernel knows, starts what is measured
- `cases`: what is asked; `floor`, `peer`: what the site is compared with; `inside`, `edits`: what HTTP does not show
- `figures`, `measuring`, `report`: what was measured, how, and as a table

`python -m bench --help` says how to run it, `docs/speed.md` what came out.
"""
