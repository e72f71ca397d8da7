"""The paper permission of a minor's family: that it was received, by whom and when. Nothing of what it allows."""
