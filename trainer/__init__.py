"""Sparring: an offline trainer for sales conversations."""

__version__ = "0.1.0"
