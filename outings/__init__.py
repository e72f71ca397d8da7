"""The end-of-year outing."""
