"""The contract of the catalogue answered by plain SQL: what every answer of the index is compared with."""
