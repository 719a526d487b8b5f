"""What was acknowledged stays: after every process was killed in the middle of its work, and after a power loss.

`make test` kills three times, `make endure` thirty times.
"""
