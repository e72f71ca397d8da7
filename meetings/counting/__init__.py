"""How a programme counts who comes, and what young people see of it."""
