"""Factuality and time: whether a statement is asserted, by whom, and of when."""
