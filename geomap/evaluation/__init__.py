"""Evaluation: gold corpora to scores."""
