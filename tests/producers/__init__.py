"""Tests of makers."""
