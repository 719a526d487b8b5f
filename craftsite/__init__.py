"""Karya Jatim: an exhibition and catalogue site for what East Java makes."""
