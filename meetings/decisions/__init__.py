"""What a meeting decided, line by line, with whoever stands for it and a day where there is one."""
