make progress
