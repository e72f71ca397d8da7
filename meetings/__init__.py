"""The monthly meetings: venues, the series planner, answers."""
