"""Places and the waiting list: taken in order of arrival, never more than there are."""
