"""The code behind the textbook: one room per idea, imported only downwards."""
